/** The ties that a trust.txt declares: the hosts of its members, and of the associations to which it belongs. */
export type TrustTxt = { member: ReadonlySet<string>; belongto: ReadonlySet<string> };

/**
 * Reads a trust.txt (JournalList): lines of `name=value`, names in any case, with `#` before comments. A value is a URL or a
 * bare domain. Ignores all other lines; returns undefined if no line is valid.
 */
export function parseTrustTxt(text: string): TrustTxt | undefined {
  const records = text.split(/\r\n|\r|\n/).flatMap(recordOf);
  if (records.length === 0) return undefined;
  const hosts = (name: string) => new Set(records.flatMap(([key, value]) => (key === name ? hostOf(value) : [])));
  return { member: hosts("member"), belongto: hosts("belongto") };
}

/** The names defined by the format; a web page served as text has none of them. */
const NAMES = new Set([
  ...["member", "belongto", "control", "controlledby", "social", "vendor", "customer"],
  ...["disclosure", "contact", "datatrainingallowed"],
]);

function recordOf(line: string): [name: string, value: string][] {
  const at = line.indexOf("=");
  if (at < 0) return [];
  const name = line.slice(0, at).replace("\uFEFF", "").trim().toLowerCase();
  const [value = ""] = line.slice(at + 1).split(/\s#/);
  return NAMES.has(name) ? [[name, value.trim()]] : [];
}

function hostOf(value: string): string[] {
  const address = value.includes("://") ? value : `https://${value}`;
  return URL.canParse(address) ? [new URL(address).hostname] : [];
}
