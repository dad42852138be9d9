import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { feedParser } from "./feed-parser.ts";
import { feedparser } from "./feedparser.ts";
import { jsonFeed } from "./json-feed.ts";
import { checkKit } from "./kit/check.ts";
import type { Consumer, Lab } from "./lab.ts";
import { newsboat } from "./newsboat.ts";
import { startProxy } from "./proxy.ts";
import { Report } from "./report.ts";
import { rssParser } from "./rss-parser.ts";
import { rss2email } from "./rss2email.ts";
import { rubyRss } from "./ruby-rss.ts";
import { saxes } from "./saxes.ts";
import { startServer } from "./server.ts";
import { sfeed } from "./sfeed.ts";
import { checkTakers } from "./takers/table.ts";

// npm run test:consumers: real feed readers against the real server. It installs nothing; a missing reader is skipped, except in
// CI, where all must be installed.

const CONSUMERS = [saxes, rssParser, feedParser, jsonFeed, feedparser, rubyRss, sfeed, newsboat, rss2email];
const MINUTES = 10;

setTimeout(() => {
  console.error(`FAIL  not done after ${MINUTES} minutes`);
  process.exit(1);
}, MINUTES * 60_000).unref();

const report = new Report(process.env.CI === "true");
const proxy = await startProxy();
const folder = await mkdtemp(join(tmpdir(), "consumers-"));
try {
  const server = await startServer(proxy);
  try {
    for (const consumer of CONSUMERS) await ask(consumer, { expected: server.expected, report, proxy, folder });
    await checkKit(server.wire, { report, folder: join(folder, "kit") });
    await checkTakers(server.wire, { report, folder: join(folder, "takers") });
  } finally {
    await server.close();
  }
} finally {
  await proxy.close();
  await rm(folder, { recursive: true, force: true });
}
console.log(report.summary());
process.exit(report.failed === 0 ? 0 : 1);

async function ask(consumer: Consumer, lab: Lab): Promise<void> {
  if (!(await consumer.isHere())) return lab.report.skip(consumer.name, `not here (${consumer.packages})`);
  lab.proxy.forget();
  try {
    await consumer.check(lab);
  } catch (error) {
    lab.report.check(consumer.name, [`it gave up: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
