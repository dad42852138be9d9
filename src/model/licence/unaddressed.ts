import { CHANNELS, PLACES } from "./clauses/grant.ts";
import { ccKind } from "./creative-commons.ts";
import type { Licence } from "./licence.ts";

/** What a licence can permit or not, as a noun. Quoting and linking are free of any licence. */
type Subject = readonly [says: (licence: Omit<Licence, "text">) => unknown, noun: string];
const SUBJECTS: readonly Subject[] = [
  [({ grant }) => grant.republish, "republishing"],
  [({ grant }) => grant.excerpt, "excerpts"],
  [({ grant }) => grant.translate, "translation"],
  [({ grant }) => grant.archive, "archiving"],
  [({ integrity }) => integrity.edits, "editing"],
  [({ integrity }) => integrity.headline, "changing the headline"],
  [({ integrity }) => integrity.shortening ?? (integrity.extent === "whole" || undefined), "shortening"],
  [({ commercial }) => commercial.adsOnPage, "advertising"],
  [({ commercial }) => commercial.adsAgainst, "advertising sold against the story"],
  [({ commercial }) => commercial.paywall, "paywalls"],
  [({ commercial }) => commercial.resale, "resale"],
  [({ commercial }) => commercial.resyndication, "passing the story on"],
  [({ automation }) => automation.import, "automatic import"],
  [({ automation }) => automation.framing, "framing"],
  [({ assets }) => assets.images, "images"],
];

/** What machines may do, which terms that are open to nobody may leave open, too. */
const MACHINES: readonly Subject[] = [
  [({ machineUse }) => said(machineUse.search), "search engines"],
  [({ machineUse }) => said(machineUse.aiInput), "AI answers"],
  [({ machineUse }) => said(machineUse.aiTrain), "AI training"],
];

const said = (value: string): string | undefined => (value === "unset" ? undefined : value);

/**
 * What a licence says nothing of, as nouns, in the order of its clauses: neither allowed nor forbidden by it. Where it grants
 * nothing to anybody, all uses of a copy are addressed by that.
 */
export function unaddressed(licence: Omit<Licence, "text">): string[] {
  const silent = (subjects: readonly Subject[]) =>
    subjects.flatMap(([says, noun]) => (says(licence) === undefined ? [noun] : []));
  const { who } = licence.eligibility;
  if (who === "nobody") return silent(MACHINES);
  const open = who === undefined ? ["who may use it"] : [];
  return [...open, ...silent([...SUBJECTS, ...MACHINES]), ...otherChannels(licence)];
}

/** Where the full text may be published is a list; what isn't in it is left open. */
const otherChannels = ({ grant, url }: Omit<Licence, "text">): string[] =>
  grant.republish !== "allow" || grant.republishIn.length === 0 || ccKind(url) !== undefined
    ? []
    : CHANNELS.filter((channel) => !grant.republishIn.includes(channel)).map(
        (channel) => `publishing ${PLACES[channel]}`,
      );
