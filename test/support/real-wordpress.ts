import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { get, IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { z } from "zod";
import { freePort } from "./clone.ts";
import { ROOT } from "./paths.ts";

const run = promisify(execFile);
const script = (...args: string[]) => run("bash", [join(ROOT, "test/support/wordpress-up.sh"), ...args]);

/** Debian's WordPress and its dependencies, as `.ci/run` installs them. */
export const WORDPRESS_PACKAGES =
  "wordpress mariadb-server php-cli php-mysql php-xml php-mbstring php-curl php-gd".split(" ");

/** Starts Debian's WordPress on loopback, configured for `home`. `plugins` is PHP code by file name. */
export async function startWordPress(home: string, plugins: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), "commonwire-wordpress-"));
  const port = await freePort();
  const { stdout } = await script("up", folder, String(port), home);
  for (const [name, code] of Object.entries(plugins))
    await writeFile(join(folder, "site/wp-content/mu-plugins", name), code);
  const told = new Map(stdout.split("\n").map((line) => [line.split("=", 1)[0], line.slice(line.indexOf("=") + 1)]));
  return {
    user: told.get("WP_USER") ?? "",
    password: told.get("WP_APP_PASSWORD") ?? "",
    /** Answers as the public site does, behind a proxy that terminates TLS. */
    respond: (request: Request): Promise<Response> => throughProxy(request, port),
    /** Runs PHP inside WordPress; returns its output. */
    php: async (code: string): Promise<string> => (await script("eval", folder, code)).stdout,
    stop: async () => {
      await script("down", folder);
      await rm(folder, { recursive: true });
    },
  };
}

// `fetch` can't set the Host header, and WordPress redirects requests for any host but its own.
async function throughProxy(request: Request, port: number): Promise<Response> {
  const { host, pathname, search } = new URL(request.url);
  const { "accept-encoding": _, ...given } = Object.fromEntries(request.headers);
  const headers = { ...given, host, "x-forwarded-proto": "https" };
  const asked = get({ host: "127.0.0.1", port, path: pathname + search, headers });
  const [answer] = z.tuple([z.instanceof(IncomingMessage)]).parse(await once(asked, "response"));
  const kept = Object.entries(answer.headersDistinct)
    .filter(([name]) => name !== "transfer-encoding" && name !== "connection")
    .flatMap(([name, values = []]) => values.map((value): [string, string] => [name, value]));
  return new Response(new Uint8Array(await buffer(answer)), { status: answer.statusCode ?? 0, headers: kept });
}
