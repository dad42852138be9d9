/** Resolves an address against the one that contains it; returns undefined if the result isn't http or https. */
export function webAddress(written: string | undefined, base: string | undefined): string | undefined {
  const text = written?.trim() ?? "";
  if (text === "" || !URL.canParse(text, base)) return undefined;
  const { protocol, href } = new URL(text, base);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
}
