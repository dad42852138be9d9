import type { LicenceJson } from "../../contract/licence.ts";
import { offerUrl } from "../../model/address.ts";
import type { Clause } from "../../model/licence/clause.ts";
import { clauses, type LicenceVersion, termsAndClauses } from "../../model/licence/licence.ts";
import { isRetired } from "../../model/retired.ts";
import { licenceOf } from "../feed/item-of.ts";
import type { Site } from "../site.ts";

/** Returns a license as the API sends it. */
export const licenceJson = (id: string, licence: LicenceVersion, { origin, masthead }: Site): LicenceJson => ({
  ...licenceOf(id, licence, origin),
  statement: licence.statement,
  hash: licence.hash,
  since: licence.since,
  ...(licence.editorial ? { editorial: true } : {}),
  ...(isRetired(masthead.retired, "licences", id) ? { retired: true } : {}),
  offer: offerUrl(origin, id, licence.version),
  document: { id, ...termsAndClauses(licence) },
  clauses: clauses(licence).map(clauseJson),
  text: licence.text,
});

const clauseJson = ({ id, value, effect, checkable, sentence }: Clause) => ({
  id,
  value: typeof value === "object" ? [...value] : value,
  effect,
  strength: effect === "should" ? ("should" as const) : ("must" as const),
  checkable,
  sentence,
});
