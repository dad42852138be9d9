import { createServer } from "node:http";
import { z } from "zod";

/** A site served from memory, such as a fake WordPress. */
export type AnsweringSite = { respond: (request: Request) => Promise<Response> };

const Address = z.object({ port: z.int() });

/** Serves sites on loopback, each by its public host; an unknown host gets 404. */
export async function serveSites(sites: Readonly<Record<string, AnsweringSite>>) {
  const server = createServer(async (asked, answer) => {
    const host = asked.headers["x-forwarded-host"];
    const site = sites[`https://${host}`];
    const headers = new Headers(Object.entries(asked.headers).map(([name, value]) => [name, String(value)]));
    const response = await site?.respond(new Request(`https://${host}${asked.url}`, { headers }));
    answer.writeHead(response?.status ?? 404, [...(response?.headers ?? [])].flat());
    answer.end(new Uint8Array((await response?.arrayBuffer()) ?? new ArrayBuffer(0)));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = Address.parse(server.address());
  const at = `http://127.0.0.1:${port}`;
  return {
    at,
    /** The environment value for a command that loads `loopback-sites.ts`. */
    environment: JSON.stringify(Object.fromEntries(Object.keys(sites).map((origin) => [origin, at]))),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
