import { createServer } from "node:http";

/** A request to the proxy: the path, and its Authorization header. */
export type Asked = { path: string; authorization: string | undefined };

/**
 * A proxy in front of a wire. It refuses the first request with 429, as the wire does with a reader that asks too often, and
 * returns one change per page, so that there are pages to turn.
 */
export async function startInFront(wire: string) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { url = "/", headers } = request;
    asked.push({ path: url, authorization: headers.authorization });
    if (asked.length === 1) {
      response.writeHead(429, { "Retry-After": "0" }).end();
      return;
    }
    const address = new URL(url, wire);
    address.searchParams.set("limit", "1");
    const answer = await fetch(address, {
      headers: { ...(headers.authorization ? { Authorization: headers.authorization } : {}), Connection: "close" },
    });
    response.writeHead(answer.status, { "Content-Type": answer.headers.get("Content-Type") ?? "" });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = server.address();
  return {
    origin: `http://127.0.0.1:${typeof place === "object" ? place?.port : 0}`,
    asked,
    stop: () => server.close(),
  };
}
