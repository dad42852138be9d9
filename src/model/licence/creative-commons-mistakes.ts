import { type Mistake, quoteValue } from "../mistake.ts";
import { GROUP_NAMES } from "./clauses/groups.ts";
import { bearingOn, ccKind, claimedKind, claimsCc } from "./creative-commons.ts";
import type { ReadLicence } from "./licence.ts";

/** Creative Commons is named only where it really is. */
export function ccMistakes({ name = "", statement = "", url }: ReadLicence): Mistake[] {
  const kind = ccKind(url);
  if (url !== undefined && kind === undefined)
    return [
      {
        field: "url",
        value: JSON.stringify(url),
        problem: "is not the address of a Creative Commons licence",
        allowed: "https://creativecommons.org/licenses/by/4.0/ and its kin; a licence of your own has its terms page",
      },
    ];
  if (kind === undefined) return [...claims("name", name), ...claims("statement", statement)];
  const claimed = claimedKind(name);
  if (claimed === undefined || claimed === kind) return [];
  return [
    {
      field: "name",
      value: JSON.stringify(name),
      problem: "names another Creative Commons licence than url",
      allowed: "the name of the licence that url leads to",
    },
  ];
}

const claims = (field: string, text: string): Mistake[] =>
  claimsCc(text)
    ? [
        {
          field,
          value: quoteValue(text) ?? "",
          problem: "claims to be a Creative Commons licence, but there is no url",
          allowed: "other words; or the url of the licence's deed",
        },
      ]
    : [];

/** What a Creative Commons licence gives can't be taken back, and no condition can be added to it; a wish can, and more than it gives. */
export function conditionsAddedToCc(licence: ReadLicence): Mistake[] {
  const kind = ccKind(licence.url);
  if (kind === undefined) return [];
  const taken = GROUP_NAMES.flatMap((group) =>
    Object.entries(licence[group] ?? {}).flatMap(([name, value]) =>
      value !== undefined && bearingOn(kind, group, name, value) === "takes"
        ? [[`${group}.${name}`, value] as const]
        : [],
    ),
  );
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
      problem: "ends a Creative Commons licence, which can’t be taken back",
      allowed: "no end; or a licence of your own, without url",
    };
  return value === "must"
    ? {
        problem:
          "makes a condition of what a licensor may only ask for under the Creative Commons licence that url names",
        allowed: "should, which asks for it; or a licence of your own, without url",
      }
    : {
        problem: "takes back or narrows what the Creative Commons licence that url names gives",
        allowed:
          "what the licence says itself, more than it gives (allow), or a wish (should); or a licence of your own, without url",
      };
}
