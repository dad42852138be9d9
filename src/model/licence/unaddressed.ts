import { CHANNELS, PLACES } from "./clauses/grant.ts";
import { ccKind } from "./creative-commons.ts";
import type { Licence } from "./licence.ts";

/** What a licence can permit or not, as a noun. Quoting and linking are free of any licence. */
const SUBJECTS: readonly [says: (licence: Omit<Licence, "text">) => unknown, noun: string][] = [
  [({ grant }) => grant.republish, "republishing"],
  [({ grant }) => grant.excerpt, "excerpts"],
  [({ grant }) => grant.translate, "translation"],
  [({ grant }) => grant.archive, "archiving"],
  [({ integrity }) => integrity.edits, "editing"],
  [({ integrity }) => integrity.headline, "another headline"],
  [({ integrity }) => integrity.shortening ?? (integrity.extent === "whole" || undefined), "shortening"],
  [({ commercial }) => commercial.adsOnPage, "advertising"],
  [({ commercial }) => commercial.adsAgainst, "advertising sold against the story"],
  [({ commercial }) => commercial.paywall, "paywalls"],
  [({ commercial }) => commercial.resale, "resale"],
  [({ commercial }) => commercial.resyndication, "passing the story on"],
  [({ automation }) => automation.import, "automatic import"],
  [({ automation }) => automation.framing, "framing"],
  [({ assets }) => assets.images, "images"],
  [({ machineUse }) => said(machineUse.search), "search engines"],
  [({ machineUse }) => said(machineUse.aiInput), "AI answers"],
  [({ machineUse }) => said(machineUse.aiTrain), "AI training"],
];

const said = (value: string): string | undefined => (value === "unset" ? undefined : value);

/**
 * What a licence says nothing of, as nouns, in the order of its clauses: neither allowed nor forbidden by it. Nothing where it
 * grants nothing at all, for then nothing is left to say.
 */
export function unaddressed(licence: Omit<Licence, "text">): string[] {
  if (licence.eligibility.who === "nobody") return [];
  const silent = SUBJECTS.flatMap(([says, noun]) => (says(licence) === undefined ? [noun] : []));
  return [...(licence.eligibility.who === undefined ? ["who may use it"] : []), ...silent, ...otherChannels(licence)];
}

/** Where the full text may be published is a list; what isn't in it is left open. */
const otherChannels = ({ grant, url }: Omit<Licence, "text">): string[] =>
  grant.republish !== "allow" || grant.republishIn.length === 0 || ccKind(url) !== undefined
    ? []
    : CHANNELS.filter((channel) => !grant.republishIn.includes(channel)).map(
        (channel) => `publishing ${PLACES[channel]}`,
      );
