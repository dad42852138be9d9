import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { watch } from "node:fs";
import { parseArgs } from "node:util";
import { CLI } from "../model/policy.ts";
import { MINUTE, SECOND } from "../model/time.ts";
import { CONTENT } from "./files.ts";
import { publishContent } from "./publish-content.ts";
import { localToken } from "./secrets.ts";
import { LOCAL } from "./target.ts";

// npm start [-- --port 8787]: everything on this machine, with workerd and SQLite; ends with Ctrl-C.

const { values } = parseArgs({ options: { port: { type: "string", default: new URL(LOCAL).port } } });
const origin = `http://localhost:${values.port}`;

const token = await localToken();
await requireFreePort();
migrate();
const server = serve();
await waitForAnswer(server);
await publish();
tellWhatNext();
watchContent();
everyMinute();

/** Publishing goes to whatever answers at the address, so nothing else may. */
async function requireFreePort(): Promise<void> {
  const taken = await fetch(origin, { signal: AbortSignal.timeout(CLI.portMs) }).then(
    () => true,
    // Who takes the connection and then says nothing holds the port, too.
    (error: unknown) => error instanceof DOMException && error.name === "TimeoutError",
  );
  if (!taken) return;
  console.error(`Something is answering at ${origin} already. Stop it first.`);
  process.exit(1);
}

/** Brings the local database up to date. Says something only if that fails. */
function migrate(): void {
  const { status, stdout, stderr } = spawnSync("wrangler", ["d1", "migrations", "apply", "DB", "--local"], {
    encoding: "utf8",
    env: { ...process.env, CI: "1" },
  });
  if (status === 0) return;
  console.error(stdout, stderr);
  process.exit(1);
}

/** Starts the Worker. Its errors are shown, its chatter isn't. */
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
  await publishContent(CONTENT, { origin, token }, console.log).catch((error: unknown) =>
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

Try next: subscribe to a feed in a reader, or change a headline in ${CONTENT}/articles/ and save.
What you save is checked and published at once. Ctrl-C ends it.`);
}

/** Publishes whenever something in the folder changed and was quiet for a moment, one publish at a time. */
function watchContent(): void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  watch(CONTENT, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(publish);
    }, CLI.quietMs);
  });
}

/** Locally nobody calls the cron that releases embargoed articles, so we do. */
function everyMinute(): void {
  setInterval(
    () => void fetch(`${origin}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`).catch(() => undefined),
    MINUTE,
  ).unref();
}
