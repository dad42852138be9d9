import { ccKind } from "./creative-commons.ts";
import type { ReadLicence } from "./licence.ts";

type Groups = Pick<ReadLicence, "url" | "integrity" | "commercial" | "automation">;

/**
 * Returns a license without the clauses that the wire once read into Creative Commons and stored: ask before framing and, if
 * sales are denied, before ads; name who added something; NoDerivatives allows shortening. No newsroom wrote any of them. These
 * texts are recognized by `framing: ask`, which no Creative Commons license may have.
 */
export function withoutFormerReading<Given extends Groups>(given: Given): Given {
  if (ccKind(given.url) === undefined || given.automation?.framing !== "ask") return given;
  const { framing: _, ...automation } = given.automation;
  return {
    ...given,
    automation,
    ...(given.integrity ? { integrity: omitting(given.integrity, readIntoIntegrity(given.url)) } : {}),
    ...(given.commercial ? { commercial: omitting(given.commercial, ASK_FIRST) } : {}),
  };
}

const ASK_FIRST = { adsOnPage: "ask", adsAgainst: "ask", paywall: "ask" };

const readIntoIntegrity = (url: string | undefined) => ({
  additionalReporting: "must",
  ...(ccKind(url)?.endsWith("-nd") ? { shortening: "allow" } : {}),
});

/** Returns a group without the fields that have the given values. Every field of the group must be optional. */
function omitting<Group extends object>(group: Group, values: object): Group {
  const left = { ...group };
  for (const [name, value] of Object.entries(values))
    if (Reflect.get(left, name) === value) Reflect.deleteProperty(left, name);
  return left;
}
