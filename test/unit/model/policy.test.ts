import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inWords, sizeInWords } from "../../../src/model/in-words.ts";
import {
  ARTICLE,
  BODY,
  CACHE,
  KEYS,
  LENGTH,
  PAGES,
  PROOF,
  PUSH,
  RATE,
  RETRY_MINUTES,
  ROTATION,
} from "../../../src/model/policy.ts";
import { PROOF_PROBLEMS } from "../../../src/model/publisher/proof.ts";
import { PUSH_PROBLEMS, waitAfterTry } from "../../../src/model/push/delivery.ts";
import { waitAfter } from "../../../src/model/retry.ts";
import { DAY, HOUR, MINUTE, SECOND } from "../../../src/model/time.ts";
import { ROOT } from "../../support/paths.ts";
import { FILE, HOME, outcome, page, redirect, TAG, TOKEN, text } from "../../support/site.ts";

describe("numbers that depend on one another", () => {
  test.each<[string, number, number]>([
    [
      "a promise about keys outlasts what isolates believe",
      KEYS.revokedWithinSeconds * SECOND,
      KEYS.believedMs + CACHE.stateMs,
    ],
    ["a proof is looked at again before it ends", PROOF.days, PROOF.againDays],
    ["a proof counts longer than it is fresh", PROOF.days * DAY, PROOF.freshHours * HOUR],
    ["a try is over before its lease", PUSH.tryLeaseMs, PUSH.timeoutSeconds * SECOND],
    ["the queue holds a message for longer than a try does", PUSH.queueLeaseMs, PUSH.tryLeaseMs],
    ["a message waits until caches know what it tells of", PUSH.settleSeconds * SECOND, CACHE.stateMs],
    ["a form takes the longest body, three bytes a character", BODY.textForm, 3 * LENGTH.body],
    ["the command line stays below what the API takes", BODY.batch, BODY.cliBatch],
    ["an id has at most 250 characters", 251, LENGTH.origin + "/articles/".length + LENGTH.slug],
    ["a good summary is a possible one", LENGTH.summary, LENGTH.goodSummary],
    ["a usual answer has no more articles than the largest", PAGES.maxArticles + 1, PAGES.articles],
    ["a usual answer has no more changes than the largest", PAGES.maxChanges + 1, PAGES.changes],
    ["the usual overlap is a possible one", ROTATION.maxHours + 1, ROTATION.defaultHours],
    ["years are in order", ARTICLE.lastYear, ARTICLE.firstYear],
  ])("%s", (_, more, less) => {
    expect(more).toBeGreaterThan(less);
  });

  test("waits grow", () => {
    expect(RETRY_MINUTES.toSorted((one, other) => one - other)).toEqual([...RETRY_MINUTES]);
  });

  test("wrangler.toml counts requests as the policy does", () => {
    const toml = readFileSync(join(ROOT, "wrangler.toml"), "utf8");
    const limitOf = (name: string) =>
      new RegExp(`name = "${name}"\nnamespace_id = "\\d+"\nsimple = { limit = (\\d+), period = (\\d+) }`)
        .exec(toml)
        ?.slice(1)
        .map(Number);
    expect(limitOf("APPLY_LIMIT")).toEqual([RATE.applications, RATE.retrySeconds]);
    expect(limitOf("SEARCH_LIMIT")).toEqual([RATE.searches, RATE.retrySeconds]);
    expect(limitOf("KEY_LIMIT")).toEqual([RATE.keyReads, RATE.retrySeconds]);
  });
});

describe("what sentences promise is what is done", () => {
  const filled = (length: number) => `${TOKEN}\n${"x".repeat(length - TOKEN.length - 1)}`;

  test("PROOF.fileBytes", async () => {
    expect(PROOF_PROBLEMS["too-large"]).toContain(`larger than ${sizeInWords(PROOF.fileBytes)},`);
    expect(await outcome({ [FILE]: text(filled(PROOF.fileBytes)) })).toBe("file");
    expect(await outcome({ [FILE]: text(filled(PROOF.fileBytes + 1)) })).toBe("too-large");
  });

  test("PROOF.pageBytes", async () => {
    expect(PROOF_PROBLEMS["too-large"]).toContain(`in its first ${sizeInWords(PROOF.pageBytes)}.`);
    const home = (length: number) => ({ [HOME]: page(" ".repeat(length - TAG.length) + TAG) });
    expect(await outcome(home(PROOF.pageBytes))).toBe("meta");
    expect(await outcome(home(PROOF.pageBytes + TAG.length))).toBe("too-large");
  });

  test("PROOF.redirects", async () => {
    expect(PROOF_PROBLEMS["redirects-elsewhere"]).toContain(`more than ${inWords(PROOF.redirects)} times`);
    const chain = (length: number) =>
      Object.fromEntries([
        ...Array.from({ length }, (_, at) => [at === 0 ? FILE : `${HOME}${at}`, redirect(`${HOME}${at + 1}`)]),
        [`${HOME}${length}`, text(TOKEN)],
      ]);
    expect(await outcome(chain(PROOF.redirects))).toBe("file");
    expect(await outcome(chain(PROOF.redirects + 1))).toBe("redirects-elsewhere");
  });

  test("PROOF.tries, PUSH.tries, RETRY_MINUTES", () => {
    expect(waitAfter(PROOF.tries - 1, PROOF.tries)).toBe((RETRY_MINUTES.at(-1) ?? 0) * MINUTE);
    expect(waitAfter(PROOF.tries, PROOF.tries)).toBeUndefined();
    expect(RETRY_MINUTES.map((_, at) => waitAfter(at + 1, PROOF.tries))).toEqual(
      RETRY_MINUTES.map((each) => each * MINUTE),
    );
    expect([waitAfterTry(PUSH.tries - 1), waitAfterTry(PUSH.tries)]).toEqual([expect.any(Number), undefined]);
  });

  test("PUSH.timeoutSeconds", () => {
    expect(PUSH_PROBLEMS.slow).toContain(`more than ${inWords(PUSH.timeoutSeconds)} seconds`);
  });
});

describe("no number stands beside the policy", () => {
  const SRC = join(ROOT, "src");
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.tsx?$/.test(path) && !["model/policy.ts", "model/in-words.ts"].includes(path),
  );
  /** Returns every match in src with its file, except those that aren't policy. */
  const found = (pattern: RegExp, allowed: Record<string, string>) =>
    files.flatMap((path) =>
      [...readFileSync(join(SRC, path), "utf8").matchAll(pattern)]
        .map((match) => match.groups?.what ?? match[0])
        .filter((what) => !(what.toLowerCase() in allowed))
        .map((what) => `${path}: ${what}`),
    );

  const NUMBER =
    "[2-9]|\\d\\d[\\d_,]*|(?:five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty|sixty|ninety|hundred|thousand)";
  const UNIT =
    "(?:milliseconds?|seconds|minutes|hours|days|weeks|months|years|characters|bytes|KB|MB|articles|items|notices|images|authors|topics|partners|corrections|links|keys|webhooks|domains|licences|publishers|messages|tries|times|pages|statements|redirects)";

  test("in words or digits, with a unit, in no text and no comment", () => {
    const pattern = new RegExp(`(?<![\\w?.])(?:${NUMBER}) (?:more |newest |last |open )?${UNIT}\\b`, "gi");
    expect(
      found(pattern, {
        "32 bytes": "the size of a key of AES-256",
        "16 kb": "the longest address that Cloudflare takes",
        "253 characters": "DNS, RFC 1035",
        "3 days": "an example",
      }),
    ).toEqual([]);
  });

  test("as a bound, in no text and no comment", () => {
    expect(
      found(/\b(?:at most|up to|the (?:newest|first|last)|first) \d+\b|(?<![\w.])\d+ to \d+\b/gi, {
        "at most 253": "DNS, RFC 1035",
        "200 to 299": "HTTP's success",
        "24 to 64": "Standard Webhooks",
        "5 to 8": "Exif",
      }),
    ).toEqual([]);
  });

  test("under a name of its own, or with thousands", () => {
    expect(
      found(/^\s*(?:export )?const (?<what>\w+)(?:: \w+)? = [-+*/\d_.\s()]*\d\d[-+*/\d_.\s()]*;/gm, {
        second: "what the other units of time are made of",
        nonce: "AES-GCM",
        block: "what a cursor's length is rounded up to, so that it tells nothing",
        entry_bytes: "an estimate of what a table takes",
        parameter_bytes: "what D1 takes",
        cursor_length: "what Cloudflare takes",
        longest: "how a killed story's words are recognized",
        least: "how a killed story's words are recognized",
      }),
    ).toEqual([]);
    expect(
      found(/(?<![\w.])\d{1,3}(?:_\d{3})+\b|\d+ \* 1024\b|\bLIMIT \d{2,}/g, {
        "1_900_000": "what D1 takes",
        "15_000": "what Cloudflare takes",
        "1_000_000": "no version has such a number",
        "999_999_999": "no version has such a number",
      }),
    ).toEqual([]);
  });

  test("and the policy imports nothing but units of time", () => {
    const policy = readFileSync(join(SRC, "model/policy.ts"), "utf8");
    expect([...policy.matchAll(/from "(.+)"/g)].map(([, from]) => from)).toEqual(["./time.ts"]);
  });
});
