import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { output, runs } from "../process.ts";
import { type LicensedFeed, TakenItems, type Taker } from "./taker.ts";

const SCRIPT = new URL("../../support/wordpress-up.sh", import.meta.url).pathname;
const FOLDER = new URL(".", import.meta.url).pathname.replace(/\/$/, "");

/** WordPress itself, with the reader that its importers use. It only fetches, and can't be given a document. */
export const wordpress: Taker = {
  name: "WordPress fetch_feed",
  packages: "Debian: wordpress, mariadb-server, php-cli, php-mysql, php-xml, php-mbstring, php-curl, php-gd",
  formats: ["rss", "atom"],
  isHere: () => runs("test", "-e", "/usr/share/wordpress/wp-load.php"),
  start: async (folder) => {
    const port = await freePort();
    await output("bash", [SCRIPT, "up", `${folder}/wordpress`, String(port), `http://127.0.0.1:${port}`]);
    return async () => void (await output("bash", [SCRIPT, "down", `${folder}/wordpress`]));
  },
  take: async (_document, _format, feed, folder) => {
    const code = await codeFor(feed);
    return TakenItems.parse(JSON.parse(await output("bash", [SCRIPT, "eval", `${folder}/wordpress`, code])));
  },
};

/** Fills the values into the program as PHP string literals. */
async function codeFor({ url, authorization }: LicensedFeed): Promise<string> {
  const code = await readFile(`${FOLDER}/read-wordpress.php`, "utf8");
  const values = { __FOLDER__: FOLDER, __URL__: url, __AUTHORIZATION__: authorization };
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(name, phpString(value)), code);
}

const phpString = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
