import { getOwn } from "../get-own.ts";
import { type Mistake, quoteValue } from "../mistake.ts";
import { bearingOn } from "./cc-bearing.ts";
import { claimedKind, claimsCc, namesOnly } from "./cc-claims.ts";
import { GROUP_NAMES } from "./clauses/groups.ts";
import { ccKind } from "./creative-commons.ts";
import type { ReadLicence } from "./licence.ts";

/** Creative Commons is named only where it really is. */
export function ccMistakes({ name = "", statement = "", url }: ReadLicence): Mistake[] {
  const kind = ccKind(url);
  if (url === undefined) return [...claims("name", name), ...claims("statement", statement)];
  if (kind === undefined)
    return [
      {
        field: "url",
        value: JSON.stringify(url),
        problem: "is not the address of a Creative Commons license",
        allowed: "https://creativecommons.org/licenses/by/4.0/ and the like; a license of your own has its terms page",
      },
    ];
  const claimed = claimedKind(name);
  return [
    ...((claimed ?? kind) === kind && namesOnly(name, url) ? [] : [namesAnother("name", name)]),
    ...(namesOnly(statement, url) ? [] : [namesAnother("statement", statement)]),
  ];
}

const namesAnother = (field: string, text: string): Mistake => ({
  field,
  value: quoteValue(text) ?? "",
  problem: "names a different Creative Commons license than url",
  allowed: "the license that url leads to, with its version, or no license by name",
});

const claims = (field: string, text: string): Mistake[] =>
  claimsCc(text)
    ? [
        {
          field,
          value: quoteValue(text) ?? "",
          problem: "claims to be a Creative Commons license, but there is no url",
          allowed: "other words; or the url of the license's deed",
        },
      ]
    : [];

/** What a Creative Commons licence gives can't be taken back, and no condition can be added to it; a wish can, and more than it gives. */
export function conditionsAddedToCc(licence: ReadLicence): Mistake[] {
  const kind = ccKind(licence.url);
  if (kind === undefined) return [];
  const taken = GROUP_NAMES.flatMap((group) => {
    const given = licence[group] ?? {};
    return Object.entries(given).flatMap(([name, value]) =>
      bearingOn(kind, group, name, given) === "takes" ? [[`${group}.${name}`, value] as const] : [],
    );
  });
  const ends: [string, unknown][] = licence.effective?.to === undefined ? [] : [["effective.to", licence.effective.to]];
  return [...taken, ...ends].map(([field, value]) => ({
    field,
    value: quoteValue(value) ?? "",
    ...reasonOf(field, value),
  }));
}

function reasonOf(field: string, value: unknown): Pick<Mistake, "problem" | "allowed"> {
  if (field === "effective.to")
    return {
      problem: "ends a Creative Commons license, which can’t be taken back",
      allowed: "no end; or a license of your own, without url",
    };
  const wish = value === "must" ? "should, which asks for it" : getOwn(WITHOUT_CONDITION, field);
  return wish !== undefined
    ? {
        problem:
          "makes a condition of what a licensor may only ask for under the Creative Commons license that url names",
        allowed: `${wish}; or a license of your own, without url`,
      }
    : {
        problem: "takes back or narrows what the Creative Commons license that url names grants",
        allowed:
          "what the license itself says, more than it grants (allow), or a request (should); or a license of your own, without url",
      };
}

/** What may be said in place of a condition that isn't a duty's `must`. */
const WITHOUT_CONDITION: Record<string, string> = {
  "attribution.linkTo": "article or either; or link: should beside it, which asks for it",
  "assets.use": "any",
  "corrections.applyWithinHours": "nothing; or apply: should beside it, which asks for it",
  "corrections.takeDownWithinHours": "nothing; or takeDown: should beside it, which asks for it",
};
