import fc from "fast-check";
import { expect, test } from "vitest";
import { applied, freshRead, type Page, pageOf, pagesOf, type ReaderCopy } from "../support/changes.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { png } from "../support/png.ts";
import { examples } from "../support/properties.ts";
import { article, desk, freshWire, MASTHEAD, publishMasthead, upload } from "../support/wire.ts";

const IDS = ["a", "b", "c", "d", "e"] as const;
const LICENCES = ["open", "eligible", "reserved"] as const;

type Licences = string[] | undefined;
/** A reader's copy, the cursor that came with it, and the reader's access. */
type Reader = { held: ReaderCopy; cursor: string | undefined; licences: Licences };

const id = fc.constantFrom(...IDS);
const licence = fc.constantFrom(...LICENCES);
const minutes = fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined });

const published = fc.record({
  id,
  licence,
  image: fc.constantFrom("none", ...LICENCES),
  author: fc.constantFrom("ann", "bob"),
  section: fc.constantFrom("asia", "world"),
  word: fc.nat(5),
  link: id,
  embargo: minutes,
  expires: minutes,
  exclude: fc.boolean(),
  status: fc.constantFrom("usable", "usable", "usable", "withheld"),
});
const acted = fc.record({
  id,
  name: fc.constantFrom("correct", "fix", "relicense", "withhold", "kill", "restore", "restore", "expire"),
  licence,
});
const text = fc.record({
  licence,
  publicText: fc.constantFrom("full", "summary", "link"),
  images: fc.constantFrom("marked", "none"),
  from: minutes,
  to: minutes,
});
const names = fc.record({ author: fc.nat(3), section: fc.nat(3), publication: fc.nat(2), topic: fc.nat(2) });

const atDesk = fc.oneof(
  { weight: 5, arbitrary: published.map((value) => ({ does: "publish", value }) as const) },
  { weight: 5, arbitrary: acted.map((value) => ({ does: "act", value }) as const) },
  { weight: 2, arbitrary: text.map((value) => ({ does: "text", value }) as const) },
  { weight: 1, arbitrary: names.map((value) => ({ does: "names", value }) as const) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 60 }).map((value) => ({ does: "cron", value }) as const) },
);
type AtDesk = typeof atDesk extends fc.Arbitrary<infer Step> ? Step : never;

const reading = fc.record({ reader: fc.nat(4), limit: fc.integer({ min: 1, max: 4 }), isWhole: fc.boolean() });
const step = fc.oneof(
  { weight: 6, arbitrary: atDesk.map((value) => ({ is: "desk", value }) as const) },
  { weight: 5, arbitrary: reading.map((value) => ({ is: "read", value }) as const) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.array(atDesk, { minLength: 1, maxLength: 3 }), fc.array(reading, { minLength: 1, maxLength: 3 }))
      .map(([desks, reads]) => ({ is: "together", desks, reads }) as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        reader: fc.integer({ min: 2, max: 4 }),
        licences: fc.option(fc.subarray([...LICENCES]), { nil: undefined }),
      })
      .map((value) => ({ is: "access", value }) as const),
  },
);

/** What changes during a run: the last masthead sent, and the images. */
type World = { masthead: typeof MASTHEAD & Parameters<typeof publishMasthead>[0]; image: string };

const later = (inMinutes: number) => new Date(Date.now() + inMinutes * 60_000).toISOString();

/** Allows refusals, but no server errors. */
async function asked(response: Promise<Response>): Promise<boolean> {
  const { status } = await response;
  expect(status).toBeLessThan(500);
  return status < 300;
}

async function atTheDesk(each: AtDesk, world: World): Promise<void> {
  if (each.does === "cron") {
    pass(each.value * 60);
    await cron();
  } else if (each.does === "act") {
    const { name, id: of, licence: under } = each.value;
    const bodies: Record<string, object> = {
      correct: { note: "Note." },
      fix: { changes: { summary: "Fixed." } },
      relicense: { licence: under },
    };
    const body = bodies[name] ?? { reason: "Reason." };
    await asked(desk("POST", `/articles/${of}/${name}`, body));
  } else if (each.does === "publish") {
    await asked(desk("PUT", `/articles/${each.value.id}`, story(each.value, world)));
  } else {
    const masthead = {
      ...world.masthead,
      ...(each.does === "text" ? newText(each.value, world) : newNames(each.value)),
    };
    if (await asked(desk("PUT", "/masthead", masthead))) world.masthead = masthead;
  }
}

type Of<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const story = (
  { image, author, word, link, embargo, expires, exclude, ...rest }: Of<typeof published>,
  world: World,
) => {
  const { id: _id, ...said } = rest;
  return article({
    ...said,
    authors: [author],
    headline: `Headline ${word}`,
    images: [{ sha256: world.image, alt: "Alt", credit: "Credit", owner: "Owner", licence: image }],
    body: `<p>Text ${word}.</p><p><a href="/articles/${link}">Link to ${link}</a></p><p><img src="/images/${world.image}"></p>`,
    ...(embargo === undefined ? {} : { embargo: later(embargo) }),
    ...(expires === undefined ? {} : { expires: later((embargo ?? 0) + expires) }),
    ...(exclude && word === 0 ? { exclude: true } : {}),
  });
};

const newText = ({ licence: of, publicText, images, from, to }: Of<typeof text>, { masthead }: World) => ({
  licences: {
    ...masthead.licences,
    [of]: {
      ...masthead.licences[of],
      publicText,
      assets: { images },
      ...(from === undefined && to === undefined
        ? {}
        : {
            effective: {
              ...(from === undefined ? {} : { from: later(from) }),
              ...(to === undefined ? {} : { to: later((from ?? 0) + to) }),
            },
          }),
    },
  },
});

const newNames = ({ author, section, publication, topic }: Of<typeof names>) => ({
  authors: { ...MASTHEAD.authors, ann: { ...MASTHEAD.authors.ann, name: `Ann ${author}` } },
  publication: {
    ...MASTHEAD.publication,
    name: `Foundation ${publication}`,
    sections: { ...MASTHEAD.publication.sections, asia: `Asia ${section}` },
    topics: { ...MASTHEAD.publication.topics, trade: `Trade ${topic}` },
  },
});

/** Publishes some of each kind to start with: under each license, with an image under another, and two plain ones. */
async function begin(world: World): Promise<void> {
  const given = { author: "ann", section: "asia", word: 1, link: "b", exclude: false, status: "usable" } as const;
  for (const [at, of] of IDS.entries())
    await atTheDesk(
      {
        does: "publish",
        value: {
          ...given,
          id: of,
          licence: LICENCES[at % 3] ?? "open",
          image: at < 3 ? "eligible" : "none",
          embargo: undefined,
          expires: undefined,
        },
      },
      world,
    );
}

/** Reads one page or all, and keeps every state that the reader was in. */
async function reads(reader: Reader, { limit, isWhole }: Of<typeof reading>, kept: Reader[]): Promise<void> {
  for (let isMore = true; isMore; ) {
    const page: Page = await pageOf(reader.cursor, reader.licences, limit);
    reader.held = applied(reader.held, page.changes);
    reader.cursor = page.next;
    kept.push({ ...reader });
    isMore = isWhole && page.more;
  }
}

/** Returns the largest number of entries for one article; a removal followed by what stays visible counts once. */
function times({ changes }: Pick<Page, "changes">): number {
  const told = changes.map(({ slug, type }, at) =>
    changes[at - 1]?.slug === slug && type === "updated" ? [] : [slug],
  );
  const counts = told.flat().map((slug, _at, all) => all.filter((each) => each === slug).length);
  return Math.max(0, ...counts);
}

/** Checks that a link is active exactly where its story can be read. */
function linksRight(fresh: ReaderCopy): void {
  for (const { slug, body = "" } of Object.values(fresh))
    for (const [, opened, named = ""] of body.matchAll(/<p>(<a href="[^"]*\/articles\/[a-e]">)?Link to ([a-e])/g))
      expect([slug, named, opened !== undefined]).toEqual([slug, named, named in fresh || named === slug]);
}

/** Checks that reading on from this state gives the same as a fresh read, without duplicates, and then nothing more. */
async function endsRight({ held, cursor, licences }: Reader, limit: number, fresh: ReaderCopy): Promise<void> {
  const rest = await pagesOf(cursor, licences, limit);
  expect(applied(held, rest.changes)).toEqual(fresh);
  expect(times(rest)).toBeLessThanOrEqual(1);
  expect(await pageOf(rest.next, licences)).toEqual({ changes: [], next: rest.next, more: false });
}

test("who follows from any cursor ends with what a fresh read gives, whatever happened, to whom, and at once", {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 12, maxLength: 30, size: "max" }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, limit) => {
        await freshWire();
        await publishMasthead();
        const world: World = { masthead: MASTHEAD, image: await upload(png(1200, 800, "photo")) };
        await begin(world);
        const start = (licences: Licences): Reader => ({ held: {}, cursor: undefined, licences });
        // The first two keep their access; that of the others changes.
        const readers = [
          start(undefined),
          start(["eligible"]),
          start(undefined),
          start(["eligible"]),
          start(["open", "reserved"]),
        ];
        const kept: Reader[][] = readers.map((each) => [{ ...each }]);
        const read = (each: Of<typeof reading>) =>
          reads(readers[each.reader] ?? start([]), each, kept[each.reader] ?? []);
        for (const each of steps) {
          if (each.is === "desk") await atTheDesk(each.value, world);
          else if (each.is === "read") await read(each.value);
          else if (each.is === "access")
            Object.assign(readers[each.value.reader] ?? {}, { licences: each.value.licences });
          else {
            // Each reader reads its pages one after another, while others read and publish concurrently.
            const own = [...new Map(each.reads.map((one) => [one.reader, one])).values()];
            await Promise.all([...each.desks.map((one) => atTheDesk(one, world)), ...own.map(read)]);
          }
          pass(2);
        }
        for (const [at, states] of kept.entries()) {
          const { held, licences } = readers[at] ?? start([]);
          const fresh = await freshRead(licences);
          linksRight(fresh);
          // Reading again without a change returns the same cursor.
          for (const state of new Map(states.map((each) => [each.cursor, each])).values()) {
            await endsRight({ ...state, licences }, limit, fresh);
            // Going on from an older cursor than its own also works for a reader, as long as its access stays the same.
            if (at < 2 && state.cursor !== undefined) await endsRight({ ...state, held }, limit, fresh);
          }
        }
      },
    ),
    { numRuns: examples(8) },
  );
});
