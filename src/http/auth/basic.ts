/**
 * Returns the secret of Basic credentials: the password, or the user name if that is empty; undefined if they can't be parsed.
 */
export function secretIn(credentials: string): string | undefined {
  try {
    const text = atob(credentials);
    const colon = text.indexOf(":");
    return colon < 0 ? undefined : text.slice(colon + 1) || text.slice(0, colon);
  } catch {
    return undefined;
  }
}
