/** Whether a text was copied from a Google Doc. */
export const isGoogleDoc = (html: string): boolean => html.includes("docs-internal-guid-");

/** Returns the address that was meant: Google Docs wraps links in a redirect of its own. */
export function meantAddress(address: string): string {
  if (!/^https?:\/\/(?:www\.)?google\.[a-z.]+\/url\?/.test(address)) return address;
  const query = new URL(address).searchParams;
  const meant = query.get("q") ?? query.get("url") ?? "";
  return /^https?:/i.test(meant) && URL.canParse(meant) ? new URL(meant).href : address;
}
