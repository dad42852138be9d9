// Loaded into a command with `node --import`: redirects requests for some https sites to a test's sites on loopback. The command
// is unaware of it and keeps every guard; only the destination changes. LOOPBACK_SITES is JSON: origin → origin.

const sites: Record<string, string> = JSON.parse(process.env.LOOPBACK_SITES ?? "{}");
const { fetch: real } = globalThis;

globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const at = sites[url.origin];
  if (at === undefined) return real(input, init);
  const headers = new Headers(init?.headers);
  headers.set("X-Forwarded-Host", url.host);
  headers.set("X-Forwarded-Proto", "https");
  return real(at + url.pathname + url.search, { ...init, headers });
};
