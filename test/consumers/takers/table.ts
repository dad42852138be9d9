import { mkdir } from "node:fs/promises";
import type { Lab } from "../lab.ts";
import { type Cells, COLUMNS, cellsOf } from "./cells.ts";
import { EXPECTED } from "./expected.ts";
import { licensedFeed, liveOn, type RunningWire, startLife } from "./life.ts";
import { feedparserNode, rssParserTaker } from "./packages.ts";
import { feedparserPython, gofeed, simplePie, xmlFeed } from "./programs.ts";
import type { TakenFormat, TakenItem, Taker } from "./taker.ts";
import { wordpress } from "./wordpress.ts";

const TAKERS: readonly Taker[] = [
  ...[wordpress, simplePie, gofeed, xmlFeed],
  ...[feedparserPython, feedparserNode, rssParserTaker],
];

type Running = { taker: Taker; stop: () => Promise<void>; before: Map<TakenFormat, TakenItem[]> };

/** Checks what each taker has of licensed stories, and of their changes: one check for each cell of the table. */
export async function checkTakers(
  wire: RunningWire,
  { report, folder }: Pick<Lab, "report" | "folder">,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const key = await startLife(wire);
  const running: Running[] = [];
  try {
    for (const taker of TAKERS) {
      if (!(await taker.isHere())) {
        report.skip(taker.name, `not here (${taker.packages})`);
        continue;
      }
      running.push({ taker, stop: (await taker.start?.(folder)) ?? (async () => {}), before: new Map() });
    }
    for (const { taker, before } of running)
      for (const format of taker.formats) before.set(format, await take(taker, format, wire, key, folder));
    await liveOn(wire);
    for (const { taker, before } of running)
      for (const format of taker.formats) {
        const after = await take(taker, format, wire, key, folder);
        compareCells(report, `${taker.name} ${format}`, cellsOf(before.get(format) ?? [], after, wire.origin));
      }
  } finally {
    for (const { stop } of running) await stop();
  }
}

async function take(taker: Taker, format: TakenFormat, { origin }: RunningWire, key: string, folder: string) {
  const feed = licensedFeed(origin, key, format);
  const response = await fetch(feed.url, { headers: { Authorization: feed.authorization } });
  if (!response.ok) throw new Error(`${feed.url}: ${response.status}`);
  return taker.take(await response.text(), format, feed, folder);
}

function compareCells(report: Lab["report"], name: string, cells: Cells): void {
  for (const column of COLUMNS) {
    const wanted = EXPECTED[name]?.[column];
    const complaint = cells[column] === wanted ? [] : [`“${cells[column]}”, not “${wanted ?? "anything yet"}”`];
    report.check(`${name}: ${column}`, complaint);
  }
}
