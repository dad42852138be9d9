import { describe, expect, test } from "vitest";
import type { Eligibility } from "../../../src/model/licence/clauses/eligibility.ts";
import { isForAnyone, publicUse } from "../../../src/model/licence/public-use.ts";
import { termsOf } from "../../../src/model/licence/terms.ts";
import { licencePage } from "../../../src/render/html/wire/licence-page.tsx";
import { licenceOffer } from "../../../src/render/rights/odrl/offer.ts";
import { keptAs, LICENCES, type NamedLicence, ORIGIN, siteWith } from "../../support/every-licence.ts";

/** Returns a license that allows AI uses, with this eligibility. */
const licenceFor = (eligibility: Partial<Eligibility>): NamedLicence =>
  keptAs("any", {
    name: "Any Licence",
    publicText: "full",
    statement: "Take it.",
    contact: "licensing@example.org",
    text: "<p>Be fair.</p>",
    grant: { republish: "allow" },
    machineUse: { search: "allow", ai: "allow" },
    eligibility,
  });

const NOBODY_IS_KEPT_OUT: Partial<Eligibility>[] = [
  {},
  { who: "anyone" },
  { local: "no" },
  { evidence: "no", accredited: "no", largeAudience: "no" },
  { approval: "automatic", kinds: [], excluded: [] },
];
const SOMEBODY_IS: Partial<Eligibility>[] = [
  { who: "publishers" },
  { who: "nobody" },
  { who: "anyone", excluded: ["Rivals"] },
  { local: "must" },
  { accredited: "should" },
  { kinds: ["newspaper"] },
  { monthlyAudience: 10 },
  { approval: "desk" },
  { excluded: ["Rivals"] },
];

describe("what is said to every machine", () => {
  test.each(NOBODY_IS_KEPT_OUT)("is all that is allowed where nobody is kept out: %j", (eligibility) => {
    const terms = termsOf(licenceFor(eligibility).licence, {});
    expect(isForAnyone(terms)).toBe(true);
    expect(publicUse(terms)).toMatchObject({ aiInput: "allow", aiTrain: "allow" });
  });

  test.each(SOMEBODY_IS)("is no permit where somebody is: %j", (eligibility) => {
    const terms = termsOf(licenceFor(eligibility).licence, {});
    expect(isForAnyone(terms)).toBe(false);
    expect(publicUse(terms)).toMatchObject({ search: "allow", aiInput: "unset", aiTrain: "unset" });
  });
});

describe("whom an offer is for", () => {
  test.each([
    ...[...NOBODY_IS_KEPT_OUT, ...SOMEBODY_IS].map((eligibility) => ({
      id: JSON.stringify(eligibility),
      known: licenceFor(eligibility),
    })),
    ...LICENCES.map((known) => ({ id: known.id, known })),
  ])("is told in a place that the terms page has: $id", ({ known: { id, licence } }) => {
    const page = licencePage({ id, licence, versions: [], site: siteWith({ id, licence }) });
    const { permission = [], prohibition = [] } = licenceOffer(id, licence, ORIGIN);
    const sources = new Set([...permission, ...prohibition].flatMap(({ assignee }) => assignee?.source ?? []));
    for (const source of sources) {
      const { origin, hash } = new URL(source);
      expect(origin).toBe(ORIGIN);
      if (hash !== "") expect(page).toContain(`id="${hash.slice(1)}"`);
    }
  });
});
