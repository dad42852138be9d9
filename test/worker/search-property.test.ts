import fc from "fast-check";
import { expect, test } from "vitest";
import { SearchResultsJson } from "../../src/contract/search.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { examples } from "../support/properties.ts";
import { desk, freshWire, get, getLicensed, MASTHEAD, publish, publishMasthead } from "../support/wire.ts";

// Nobody finds a story by a word that they can't read in it, whatever happened to the story and its licenses. And everybody who
// can read the word finds it, once the index has caught up.

const LEVELS = ["full", "summary", "link"] as const;
const LICENCES = ["open", "eligible", "reserved"] as const;
type Level = (typeof LEVELS)[number];
type Licence = (typeof LICENCES)[number];

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("publish" as const),
      licence: fc.constantFrom(...LICENCES),
      exclude: fc.boolean(),
    }),
  },
  fc.record({
    kind: fc.constantFrom(
      "kill" as const,
      "withhold" as const,
      "expire" as const,
      "restore" as const,
      "embargo" as const,
    ),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("level" as const),
      licence: fc.constantFrom(...LICENCES),
      level: fc.constantFrom(...LEVELS),
    }),
  },
  fc.record({ kind: fc.constant("relicense" as const), licence: fc.constantFrom(...LICENCES) }),
  fc.record({ kind: fc.constant("cron" as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** The story's unique words, one for each place. A correction of its text changes the one in its body. */
const WORDS = ["headlineword", "summaryword", "bodyword", "formerword"] as const;

const levels: Record<Licence, Level> = { open: "full", eligible: "summary", reserved: "link" };

async function take(each: Step, at: number): Promise<void> {
  if (each.kind === "cron") return cron();
  if (each.kind === "level") {
    levels[each.licence] = each.level;
    const licences = Object.fromEntries(
      LICENCES.map((id) => [id, { ...MASTHEAD.licences[id], publicText: levels[id] }]),
    );
    return publishMasthead({ ...MASTHEAD, licences });
  }
  if (each.kind === "publish")
    return void (await desk("PUT", "/articles/story", story(each.licence, at, { exclude: each.exclude || undefined })));
  if (each.kind === "embargo")
    return void (await desk("PUT", "/articles/story", story("open", at, { embargo: "2026-06-01T14:00:00Z" })));
  if (each.kind === "relicense")
    return void (await desk("POST", "/articles/story/relicense", { licence: each.licence, reason: "Other terms." }));
  // An action that isn't possible in this state is refused, which is fine, too.
  await desk("POST", `/articles/story/${each.kind}`, { reason: "For a reason." });
}

const story = (licence: string, at: number, more: Record<string, unknown>) => ({
  headline: "Headlineword",
  summary: "Summaryword.",
  authors: ["ann"],
  section: "asia",
  topics: [],
  published: "2026-05-01T09:00:00Z",
  body: at % 2 === 0 ? "<p>Bodyword</p>" : "<p>Formerword</p>",
  licence,
  ...more,
});

/** Each search comes from a different network: only a few are accepted from one. */
let asked = 0;

type Read = (path: string) => Promise<Response>;
const readers: Record<string, Read> = {
  everybody: (path) => get(path, { "CF-Connecting-IP": `2001:db8:0:${(asked++ % 60_000).toString(16)}::1` }),
  ...Object.fromEntries(LICENCES.map((id) => [id, (path: string) => getLicensed(path, [id])])),
  both: (path) => getLicensed(path, ["eligible", "reserved"]),
};

/** Returns everything that a reader can read in the story, in lowercase. */
async function textFor(read: Read): Promise<string> {
  const response = await read("/v1/articles/story");
  if (response.status !== 200) return "";
  const { headline = "", summary = "", body = "" } = await response.json<Record<string, string>>();
  return [headline, summary, body].join(" ").toLowerCase();
}

const finds = async (read: Read, word: string): Promise<boolean> =>
  SearchResultsJson.parse(await (await read(`/v1/search?q=${word}`)).json()).results.length > 0;

test("no query finds a story by a word that its reader can't read, and every other word finds it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      await freshWire();
      Object.assign(levels, { open: "full", eligible: "summary", reserved: "link" });
      await publishMasthead();
      await publish("story", story("eligible", 0, {}));
      for (const [at, each] of steps.entries()) {
        await take(each, at);
        pass(2);
        await compare(({ found, readable }) => !found || readable);
      }
      await cron();
      pass(1);
      // The next change invalidates answers given before the index had caught up.
      await publish("other", { headline: "Another", summary: "Another.", body: "<p>Another</p>" });
      pass(2);
      await compare(({ found, readable }) => found === readable);
    }),
    { numRuns: examples(60) },
  );
}, 600_000);

async function compare(holds: (each: { found: boolean; readable: boolean }) => boolean): Promise<void> {
  for (const [name, read] of Object.entries(readers)) {
    const text = await textFor(read);
    for (const word of WORDS) {
      const each = { reader: name, word, found: await finds(read, word), readable: text.includes(word) };
      if (!holds(each)) expect(each).toBe("found by who can read it alone");
    }
  }
}
