/** The password of Basic credentials; undefined where they can't be read. */
export function passwordIn(credentials: string): string | undefined {
  try {
    const text = atob(credentials);
    const colon = text.indexOf(":");
    return colon < 0 ? undefined : text.slice(colon + 1);
  } catch {
    return undefined;
  }
}
