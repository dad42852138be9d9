import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that passed through, and the status of its response. */
type Exchange = { path: string; status: number };

/** A proxy between the consumers and the server. It changes nothing, and only keeps a log. */
export type LoggingProxy = {
  url: string;
  /** The origin that requests are forwarded to. */
  target: string | undefined;
  /** Clears the log for the next consumer. */
  forget: () => void;
  /** Returns the statuses of the responses for a path since then, in order. */
  statuses: (path: string) => number[];
  close: () => Promise<void>;
};

/** Starts the proxy: only the network traffic shows whether a reader got a 304, because newsboat doesn't report it. */
export async function startProxy(): Promise<LoggingProxy> {
  const log: Exchange[] = [];
  const server = createServer((incoming, outgoing) => pass(incoming, outgoing, proxy.target, log));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on TCP has an address with a port, never a path or null.
  const { port } = server.address() as AddressInfo;
  const proxy: LoggingProxy = {
    url: `http://127.0.0.1:${port}`,
    target: undefined,
    forget: () => void log.splice(0),
    statuses: (path) => log.filter((each) => each.path === path).map(({ status }) => status),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return proxy;
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, target: string | undefined, log: Exchange[]): void {
  const path = incoming.url ?? "/";
  if (target === undefined) return void outgoing.writeHead(503).end();
  const { method, headers } = incoming;
  const onward = request(target + path, { method, headers, timeout: 30_000 }, (answer) => {
    const status = answer.statusCode ?? 0;
    log.push({ path, status });
    outgoing.writeHead(status, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("timeout", () => onward.destroy(new Error("timeout")));
  onward.on("error", () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
  incoming.pipe(onward);
}
