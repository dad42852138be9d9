/** Whether a text was copied from a Google Doc. */
export const isGoogleDoc = (html: string): boolean => html.includes("docs-internal-guid-");

/** Google Docs sends readers through an address of its own: the one that was meant is in it. */
export function meantAddress(address: string): string {
  if (!/^https?:\/\/(?:www\.)?google\.[a-z.]+\/url\?/.test(address)) return address;
  const query = new URL(address).searchParams;
  const meant = query.get("q") ?? query.get("url") ?? "";
  return /^https?:/i.test(meant) && URL.canParse(meant) ? new URL(meant).href : address;
}
