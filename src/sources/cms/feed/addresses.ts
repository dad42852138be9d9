/** An address as a page can have it, read against what it stands in; undefined where it is none. */
export function webAddress(written: string | undefined, base: string | undefined): string | undefined {
  const text = written?.trim() ?? "";
  if (text === "" || !URL.canParse(text, base)) return undefined;
  const { protocol, href } = new URL(text, base);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
}
