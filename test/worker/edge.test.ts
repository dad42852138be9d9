import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { pass } from "../support/clock.ts";
import { basic, bearer, publisherWithKey, sites } from "../support/publisher.ts";
import { SharedCache } from "../support/shared-cache.ts";
import { desk, freshWire, publish, publishMasthead } from "../support/wire.ts";

let cache: SharedCache;

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  sites({});
  cache = new SharedCache();
});

/** Each article's body names the license that it may be read under; `open` is public. */
const LICENCES = ["open", "eligible", "reserved"] as const;
const bodyOf = (licence: string) => `Body under ${licence}.`;

test("whatever is asked in whatever order, no answer of one access is ever served to another", {
  timeout: 60_000,
}, async () => {
  for (const licence of LICENCES) await publish(licence, { licence, body: `<p>${bodyOf(licence)}</p>` });
  const eligible = await publisherWithKey({ licences: ["eligible"] });
  const reserved = await publisherWithKey({ licences: ["reserved"], domains: ["reserved.example"] });
  const feedKey = await publisherWithKey({ licences: ["eligible"], domains: ["feeds.example"] }, { kind: "feed" });
  pass(60);
  type Reader = {
    may: readonly string[];
    api: Record<string, string>;
    feed: (path: string) => [string, Record<string, string>];
  };
  const readers: Record<string, Reader> = {
    anybody: { may: ["open"], api: {}, feed: (path) => [path, {}] },
    eligible: {
      may: ["open", "eligible"],
      api: bearer(eligible.key),
      feed: (path) => [`/licensed${path}`, basic(eligible.key)],
    },
    reserved: {
      may: ["open", "reserved"],
      api: bearer(reserved.key),
      feed: (path) => [`/licensed${path}`, bearer(reserved.key)],
    },
    "feed key": { may: ["open", "eligible"], api: {}, feed: (path) => [`/k/${feedKey.key}${path}`, {}] },
  };
  const step = fc.oneof(
    { weight: 10, arbitrary: fc.record({ reader: fc.constantFrom(...Object.keys(readers)), at: fc.nat(6) }) },
    { weight: 1, arbitrary: fc.constant("pass" as const) },
    { weight: 1, arbitrary: fc.constant("suspend" as const) },
    { weight: 1, arbitrary: fc.constant("restore" as const) },
  );
  const PATHS = [
    "/feeds/latest.rss",
    "/feeds/latest.json",
    "/feeds/section/asia.atom",
    "/v1/articles",
    "/v1/articles/eligible",
    "/v1/articles/reserved",
    "/v1/changes",
  ];
  let isSuspended = false;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      for (const each of steps) {
        if (each === "pass") pass(7);
        else if (typeof each === "string") {
          await desk("POST", `/publishers/${eligible.id}/decisions`, { decision: each, reason: "Because." });
          isSuspended = each === "suspend";
        } else {
          const reader = readers[each.reader];
          const path = PATHS[each.at] ?? "";
          if (reader === undefined) throw new Error(each.reader);
          const [address, headers] = path.startsWith("/v1/") ? [path, reader.api] : reader.feed(path);
          const isApi = path.startsWith("/v1/");
          const may = isApi && each.reader === "feed key" ? ["open"] : reader.may;
          const response = await cache.ask(address, headers);
          const text = await response.text();
          const isClosed = each.reader === "eligible" && isSuspended;
          expect([each.reader, address, response.status]).toEqual([each.reader, address, isClosed ? 403 : 200]);
          for (const licence of LICENCES)
            if (isClosed || !may.includes(licence)) expect(text).not.toContain(bodyOf(licence));
          if (!isClosed && path.endsWith("latest.rss"))
            for (const licence of may) expect(text).toContain(bodyOf(licence));
        }
      }
    }),
    { numRuns: 25 },
  );
  expect(cache.hits).toBeGreaterThan(20);
});
