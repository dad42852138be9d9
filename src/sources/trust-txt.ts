/** What a trust.txt says of its site's ties: whom it names as members, and to whom it says that it belongs. As hosts. */
export type TrustTxt = { member: ReadonlySet<string>; belongto: ReadonlySet<string> };

/**
 * Reads a trust.txt (JournalList): lines of `name=value`, names in any case, `#` before comments. A value is an address, or a
 * domain alone. What isn't such a line says nothing; undefined where none is.
 */
export function parseTrustTxt(text: string): TrustTxt | undefined {
  const records = text.split(/\r\n|\r|\n/).flatMap(recordOf);
  if (records.length === 0) return undefined;
  const hosts = (name: string) => new Set(records.flatMap(([key, value]) => (key === name ? hostOf(value) : [])));
  return { member: hosts("member"), belongto: hosts("belongto") };
}

/** The names of the format; a web page that is served as text has none of them. */
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
