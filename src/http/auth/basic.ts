/** The secret of Basic credentials: their password, or the user name where that is empty; undefined where they can't be read. */
export function secretIn(credentials: string): string | undefined {
  try {
    const text = atob(credentials);
    const colon = text.indexOf(":");
    return colon < 0 ? undefined : text.slice(colon + 1) || text.slice(0, colon);
  } catch {
    return undefined;
  }
}
