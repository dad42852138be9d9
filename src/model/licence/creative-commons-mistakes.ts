import { getOwn } from "../get-own.ts";
import { type Mistake, quoteValue } from "../mistake.ts";
import { bearingOn } from "./cc-bearing.ts";
import { claimedKind, claimsCc, namesOnly } from "./cc-claims.ts";
import { GROUP_NAMES } from "./clauses/groups.ts";
import { ccKind } from "./creative-commons.ts";
import type { ReadLicence } from "./licence.ts";

/** Finds claims of a Creative Commons license where there is none. */
export function ccMistakes({ name = "", statement = "", url }: ReadLicence): Mistake[] {
  const kind = ccKind(url);
  if (url === undefined) return [...claims("name", name), ...claims("statement", statement)];
  if (kind === undefined)
    return [
      {
        field: "url",
        value: JSON.stringify(url),
        problem: "isn't the address of a Creative Commons license",
        allowed:
          "an address such as https://creativecommons.org/licenses/by/4.0/; or no url, for a license of your own",
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
  allowed: "the name and version of the license that url leads to, or no Creative Commons name",
});

const claims = (field: string, text: string): Mistake[] =>
  claimsCc(text)
    ? [
        {
          field,
          value: quoteValue(text) ?? "",
          problem: "claims to be a Creative Commons license, but there is no url",
          allowed: "other words; or the address of the license's deed as url",
        },
      ]
    : [];

/** A Creative Commons license's grant can't be withdrawn, and conditions can't be added; requests and extra permissions can. */
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
      problem: "ends a Creative Commons license, which can’t be revoked",
      allowed: "no end date; or a license of your own, without url",
    };
  const wish = value === "must" ? "should, which makes it a request" : getOwn(WITHOUT_CONDITION, field);
  return wish !== undefined
    ? {
        problem: "requires something that a licensor can only ask for under this Creative Commons license",
        allowed: `${wish}; or a license of your own, without url`,
      }
    : {
        problem: "takes back or limits what this Creative Commons license grants",
        allowed:
          "what the license itself says, more than it grants (allow), or a request (should); or a license of your own, without url",
      };
}

/** What to write instead of a condition that isn't a duty's `must`. */
const WITHOUT_CONDITION: Record<string, string> = {
  "attribution.linkTo": "article or either; or link: should, which makes it a request",
  "assets.use": "any",
  "corrections.applyWithinHours": "no value; or apply: should, which makes it a request",
  "corrections.takeDownWithinHours": "no value; or takeDown: should, which makes it a request",
};
