import { SOURCES } from "../../../model/policy.ts";
import { plain } from "../plain.ts";

/** How texts end that continue elsewhere. */
const TEASER =
  /(?:\[(?:…|\.{3})\]|…|\.{3}|read (?:more|on|the (?:full|rest))\b.{0,60}|continue reading\b.{0,80}|(?:full|whole) (?:story|article)\b.{0,40}|weiterlesen\b.{0,60}|lire la suite\b.{0,60}|le[ae]r más\b.{0,60}|seguir leyendo\b.{0,60}|leggi tutto\b.{0,60})[\s»›→.>]*$/iu;

/** Whether a text is only the beginning of a longer one: it is short and ends the way teasers do. */
export function isTeaser(html: string): boolean {
  const words = plain(html);
  return words.length < SOURCES.teaserCharacters && TEASER.test(words);
}
