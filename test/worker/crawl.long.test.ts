import { expect, test } from "vitest";
import { publishArchive } from "../support/archive-of.ts";
import { pass } from "../support/clock.ts";
import { crawl } from "../support/crawl.ts";
import { freshWire, get, ORIGIN, publishMasthead } from "../support/wire.ts";

/** Milliseconds; long because it reads every page, not because any page is slow. */
const PATIENCE = 1_800_000;

test(
  "an archive of 5,000 is reached from the home page, every story of it, without a dead link",
  async () => {
    await freshWire();
    await publishMasthead();
    pass(60);
    const out = await publishArchive(5000);
    const { pages, problems } = await crawl({ origin: ORIGIN, get: (path) => get(path, { Accept: "text/html" }) });
    expect(problems).toEqual([]);
    expect(new Set([...pages.keys()].flatMap((path) => /^\/articles\/([^/]+)$/.exec(path)?.[1] ?? []))).toEqual(out);
  },
  PATIENCE,
);
