/** Languages that are written from right to left, unless their tag names another script. */
const RIGHT_TO_LEFT = new Set([
  "ar",
  "arc",
  "ckb",
  "dv",
  "fa",
  "ha-arab",
  "he",
  "iw",
  "ps",
  "sd",
  "syr",
  "ug",
  "ur",
  "yi",
]);
const SCRIPTS = /^(?:arab|aran|hebr|syrc|thaa|nkoo|adlm|rohg)$/;

/** Whether a language, BCP 47, is written from right to left. */
export function isRightToLeft(language: string): boolean {
  const [primary = "", ...rest] = language.toLowerCase().split("-");
  const script = rest.find((part) => /^[a-z]{4}$/.test(part));
  return script === undefined ? RIGHT_TO_LEFT.has(primary) : SCRIPTS.test(script);
}
