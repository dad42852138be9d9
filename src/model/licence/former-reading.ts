import { ccKind } from "./creative-commons.ts";
import type { ReadLicence } from "./licence.ts";

type Groups = Pick<ReadLicence, "url" | "integrity" | "commercial" | "automation">;

/**
 * A licence without what the wire read into Creative Commons while silence had a meaning, and wrote into each kept text: to ask
 * before framing and, where sales are denied, before ads; to name who added something; that NoDerivatives lets a text be
 * shortened. No newsroom said any of it. Such a text is known by `framing: ask`, which no Creative Commons licence may say.
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

/** A group without the fields that have the values given. All of its fields may be left out. */
function omitting<Group extends object>(group: Group, values: object): Group {
  const left = { ...group };
  for (const [name, value] of Object.entries(values))
    if (Reflect.get(left, name) === value) Reflect.deleteProperty(left, name);
  return left;
}
