import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { sep } from "node:path";
import { CLI, SIGN_IN } from "../model/policy.ts";
import { MINUTE, SECOND } from "../model/time.ts";
import { keyboard } from "./accept-anew.ts";
import { type Demo, makeDemo } from "./demo.ts";
import { CONTENT } from "./files.ts";
import { type Known, publishContent } from "./publish-content.ts";
import { readOptions } from "./read-options.ts";
import { localToken } from "./secrets.ts";
import { LOCAL } from "./target.ts";
import { watchFolder } from "./watch.ts";

const USAGE = `Usage: npm start [-- --port 8790] [--content folder] [--demo]
Runs everything on this machine, with workerd and SQLite. Press Ctrl-C to stop.`;

const { values } = readOptions(USAGE, {
  options: {
    port: { type: "string", default: new URL(LOCAL).port },
    content: { type: "string", default: CONTENT },
    demo: { type: "boolean", default: false },
  },
});
const origin = `http://localhost:${values.port}`;
const folder = values.content;
if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}. To make one: npm run new -- ${folder}`);
  process.exit(1);
}
const state = stateOf(folder);
/** What stays the same between saves. */
const known: Known = new Map();
/** A changed license that a publisher has accepted here, such as the demo publisher. */
const acceptAnew = {
  isMeant: false,
  ask: keyboard(),
  how: `\`npm run publish:content -- --content ${folder} --to ${origin} --accept-anew\``,
};

const token = await localToken();
await requireFreePort();
migrate();
const server = serve();
await waitForAnswer(server);
await publish();
const demo = values.demo || folder === CONTENT ? await tryDemo() : undefined;
tellWhatNext();
watchFolder(folder, publish);
everyMinute();

/** Returns where a folder's local wire is stored: separate from the sample stories, which belong to another newsroom. */
function stateOf(folder: string): string[] {
  const path = realpathSync(folder);
  if (path === realpathSync(".") + sep + CONTENT) return [];
  const name = createHash("sha256").update(path).digest("hex").slice(0, 16);
  return ["--persist-to", `.wrangler/wires/${name}`];
}

/** Content is published to whatever answers at the address, so nothing else may use the port. */
async function requireFreePort(): Promise<void> {
  const taken = await fetch(origin, { signal: AbortSignal.timeout(CLI.portMs) }).then(
    () => true,
    // A server that accepts the connection but doesn't answer also occupies the port.
    (error: unknown) => error instanceof DOMException && error.name === "TimeoutError",
  );
  if (!taken) return;
  console.error(`Something is already running at ${origin}. Stop it first.`);
  process.exit(1);
}

/** Updates the local database. Prints something only on failure. */
function migrate(): void {
  const { status, stdout, stderr } = spawnSync("wrangler", ["d1", "migrations", "apply", "DB", "--local", ...state], {
    encoding: "utf8",
    env: { ...process.env, CI: "1" },
  });
  if (status === 0) return;
  console.error(stdout, stderr);
  process.exit(1);
}

/** Starts the Worker. Shows its errors, but not its other output. */
function serve(): ChildProcess {
  const child = spawn(
    "wrangler",
    [
      "dev",
      "--port",
      values.port,
      "--var",
      `ORIGIN:${origin}`,
      "--log-level",
      "error",
      "--show-interactive-dev-session=false",
      ...state,
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  child.on("exit", (code) => process.exit(code ?? 0));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return child;
}

/** Waits until the Worker answers. */
async function waitForAnswer(child: ChildProcess): Promise<void> {
  for (let tried = 0; tried < (CLI.startSeconds * SECOND) / CLI.startLookMs; tried++) {
    const response = await fetch(`${origin}/health`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, CLI.startLookMs));
  }
  console.error(`Nothing answered at ${origin}/health within ${CLI.startSeconds} seconds.`);
  child.removeAllListeners("exit");
  child.kill();
  process.exit(1);
}

async function publish(): Promise<void> {
  await publishContent(folder, { origin, token }, console.log, { known, acceptAnew }).catch((error: unknown) =>
    console.error("Publishing failed:", error),
  );
}

function tellWhatNext(): void {
  console.log(`
Commonwire is up: ${origin}
  RSS        ${origin}/feeds/latest.rss
  Atom       ${origin}/feeds/latest.atom
  JSON Feed  ${origin}/feeds/latest.json
  All feeds  ${origin}/feeds
  API        ${origin}/v1/articles
  Desk       ${origin}/desk (any user name; the password is ${token})
${demo ? tellDemo(demo) : ""}
Try next: subscribe to a feed in a reader, or change a headline in ${folder}/articles/ and save.
Changes you save are checked and published right away. Press Ctrl-C to stop.`);
}

/** Makes a demo publisher. Everything else works without it. */
function tryDemo(): Promise<Demo | undefined> {
  return makeDemo(origin, token).catch((error: unknown) => {
    console.error("The demo publisher couldn't be made:", error instanceof Error ? error.message : error);
    return undefined;
  });
}

function tellDemo({ name, id, link }: Demo): string {
  return `
Take a story as ${name}, a demo publisher: open this link, and select “Sign in”. It works once and expires in ${SIGN_IN.linkMinutes} minutes.
  ${link.address}
  Another link: npm run desk -- sign-in-link ${id} --to ${origin}
  On http://localhost the session cookie is named “session”, because some browsers don't keep Secure cookies there.
`;
}

/** Locally nothing triggers the cron that releases embargoed articles, so this does. */
function everyMinute(): void {
  setInterval(
    () => void fetch(`${origin}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`).catch(() => undefined),
    MINUTE,
  ).unref();
}
