import { CHANNELS, PLACES } from "./clauses/grant.ts";
import { ccKind } from "./creative-commons.ts";
import type { Licence } from "./licence.ts";

/** A noun for what a license can permit or forbid. Quoting and linking need no license. */
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

/** Uses by machines, which even terms that are open to nobody can leave unaddressed. */
const MACHINES: readonly Subject[] = [
  [({ machineUse }) => said(machineUse.search), "search engines"],
  [({ machineUse }) => said(machineUse.aiInput), "AI answers"],
  [({ machineUse }) => said(machineUse.aiTrain), "AI training"],
];

const said = (value: string): string | undefined => (value === "unset" ? undefined : value);

/**
 * Returns what a license doesn't address, as nouns in the order of its clauses. A license that grants nothing to anybody
 * thereby addresses all uses of a copy.
 */
export function unaddressed(licence: Omit<Licence, "text">): string[] {
  const silent = (subjects: readonly Subject[]) =>
    subjects.flatMap(([says, noun]) => (says(licence) === undefined ? [noun] : []));
  const { who } = licence.eligibility;
  if (who === "nobody") return silent(MACHINES);
  const open = who === undefined ? ["who may use it"] : [];
  return [...open, ...silent([...SUBJECTS, ...MACHINES]), ...otherChannels(licence)];
}

/** The full text may be published on the listed channels; unlisted ones are unaddressed. */
const otherChannels = ({ grant, url }: Omit<Licence, "text">): string[] =>
  grant.republish !== "allow" || grant.republishIn.length === 0 || ccKind(url) !== undefined
    ? []
    : CHANNELS.filter((channel) => !grant.republishIn.includes(channel)).map((channel) => `use ${PLACES[channel]}`);
