import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { ArticleJson } from "../../src/contract/article.ts";
import { Kit } from "../../src/contract/kit.ts";
import { LicenceListJson } from "../../src/contract/licence.ts";
import { PublisherJson } from "../../src/contract/publisher.ts";
import { TodoJson } from "../../src/contract/todo.ts";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { instant } from "../../src/model/time.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import { bearer, decided, json, publisherWithKey, signedIn, sites } from "../support/publisher.ts";
import { desk, freshWire, get, MASTHEAD, publish, publishMasthead, request, upload } from "../support/wire.ts";

// The text that a publisher has accepted stays in force for it, whatever is published afterward.

const DAY = 86_400;

type Text = Partial<MastheadInput["licences"][string]>;
/** Four texts of one license: other clauses, another wording, and a shorter grace period. */
const ONE: Text = {
  name: "Terms one",
  grant: { republish: "allow", translate: "allow" },
  eligibility: { graceDays: 30 },
  assets: { images: "marked" },
};
const TWO: Text = {
  ...ONE,
  name: "Terms two",
  grant: { republish: "allow", translate: "deny" },
  eligibility: { graceDays: 5 },
  assets: { images: "none" },
  machineUse: { search: "allow", aiInput: "allow", aiTrain: "allow" },
};
const THREE: Text = { ...TWO, name: "Terms three", text: "<p>Be fairer.</p>", editorial: true };
const FOUR: Text = {
  ...THREE,
  editorial: false,
  name: "Terms four",
  grant: { republish: "allow", translate: "ask" },
  eligibility: { graceDays: 1 },
};

const withText = (text: Text): MastheadInput => ({
  ...MASTHEAD,
  licences: { ...MASTHEAD.licences, eligible: { ...MASTHEAD.licences.eligible, ...text } },
});
const inDays = (days: number): string => instant(Date.now() + days * DAY * 1000);

let image = "";

beforeEach(async () => {
  await freshWire();
  await publishMasthead(withText(ONE));
  image = await upload(png(2, 2, "pier"));
  const images = [{ sha256: image, alt: "A pier", credit: "Ann", owner: "Test Foundation", licence: "eligible" }];
  const body = `<p>Licensed body.</p><img src="/images/${image}">`;
  await publish("ours", { licence: "eligible", body, images });
  await publish("tight", { licence: "eligible", body: "<p>Tight body.</p>", expires: "2027-06-01T00:00:00Z" });
  pass(60);
  sites({});
});

const publisher = (organization: string) =>
  publisherWithKey({ organization, domains: [`${organization}.example`], licences: ["eligible"] });

const textOf = async (path: string, key: string): Promise<string> => (await get(path, bearer(key))).text();
async function read<Schema extends z.ZodType>(schema: Schema, path: string, key: string): Promise<z.output<Schema>> {
  return schema.parse(JSON.parse(await textOf(path, key)));
}

const Feed = z.object({ items: z.array(z.looseObject({ id: z.string(), content_html: z.string().optional() })) });

/** Returns what a key is shown about a story's rights, everywhere it looks; undefined if it doesn't get the text. */
async function rightsOf(key: string) {
  const article = await read(ArticleJson, "/v1/articles/ours", key);
  const { licence, policy, translate, machineUse } = article.metadata;
  const { items } = await read(Feed, "/licensed/feeds/latest.json", key);
  const inFeed = items.find(({ id }) => id.endsWith("/ours"))?.content_html;
  if (article.body === undefined) return inFeed?.includes("Licensed body.") ? "a feed says more" : undefined;
  const kit = await read(Kit, "/v1/articles/ours/republish", key);
  const page = `/licences/eligible/${licence.version}`;
  const elsewhere = [
    inFeed,
    await textOf("/licensed/feeds/latest.rss", key),
    await textOf("/licensed/articles/ours", key),
    JSON.stringify(kit),
    await textOf("/v1/articles/ours?format=ninjs", key),
    await textOf("/v1/changes", key),
    article.creditBlock?.html,
  ];
  return {
    ...{ version: licence.version, name: licence.name, translate, train: machineUse.aiTrain, policy },
    images: article.body.includes("<img"),
    // Each names the accepted text, and no other.
    elsewhere: elsewhere.map((text) => [...new Set(text?.match(/Terms \w+/g))].join()).join(),
    isAddressed: elsewhere.every((text) => text?.includes(licence.terms.endsWith(page) ? page : "/licences/eligible")),
  };
}

const names = (name: string) => Array(7).fill(name).join();
const SEEN = {
  one: {
    version: 1,
    name: "Terms one",
    translate: "allow",
    train: "deny",
    images: true,
    elsewhere: names("Terms one"),
  },
  two: {
    version: 2,
    name: "Terms two",
    translate: "deny",
    train: "allow",
    images: false,
    elsewhere: names("Terms two"),
  },
  four: {
    version: 4,
    name: "Terms four",
    translate: "ask",
    train: "allow",
    images: false,
    elsewhere: names("Terms four"),
  },
};

const todoOf = async (key: string) => (await read(TodoJson, "/v1/publisher/todo", key)).agreements;
const own = (key: string) => read(PublisherJson, "/v1/publisher", key);

async function acceptNewest(key: string): Promise<void> {
  const [licence] = (await own(key)).licences;
  const wanted = { licence: "eligible", version: licence?.version, hash: licence?.hash };
  expect((await request("/v1/publisher/agreements", json(wanted, bearer(key)))).status).toBe(201);
}

/** Reads twice in a row, so that the second read comes from the cache: no reader may get what another accepted. */
async function expectSeen(seen: readonly (readonly [key: string, rights: object | undefined])[]): Promise<void> {
  for (const [key, rights] of [...seen, ...seen])
    if (rights === undefined) expect(await rightsOf(key)).toBeUndefined();
    else expect(await rightsOf(key)).toMatchObject({ ...rights, isAddressed: true });
}

test("one publisher walks through four texts of a licence, and another one beside it keeps up", async () => {
  const [slow, keen] = [await publisher("slow"), await publisher("keen")];
  await expectSeen([
    [slow.key, SEEN.one],
    [keen.key, SEEN.one],
  ]);
  expect(await todoOf(slow.key)).toEqual([]);

  // The second text is announced.
  const from = inDays(10);
  await publishMasthead(withText({ ...TWO, effective: { from } }));
  pass(60);
  const deadline = instant(Date.parse(from) + 30 * DAY * 1000);
  const announced = { licence: "eligible", name: "Terms two", accepted: 1, version: 2, since: from, deadline };
  expect(await todoOf(slow.key)).toMatchObject([{ ...announced, inForce: false, overdue: false }]);
  expect((await own(slow.key)).licences).toMatchObject([{ version: 1, accepted: 1 }]);
  await expectSeen([[slow.key, SEEN.one]]);
  const page = await get("/publisher", { Cookie: await signedIn(`p${keen.id}`), Accept: "text/html" });
  expect(await page.text()).toContain("They take effect");

  // It takes effect: one publisher stays with the first text, the other accepts it.
  pass(10 * DAY);
  await cron();
  pass(60);
  await expectSeen([
    [slow.key, SEEN.one],
    [keen.key, SEEN.one],
  ]);
  expect(await todoOf(slow.key)).toMatchObject([{ ...announced, inForce: true, overdue: false }]);
  expect((await own(slow.key)).licences).toMatchObject([{ version: 2, accepted: 1, acceptBefore: deadline }]);
  await acceptNewest(keen.key);
  await expectSeen([
    [slow.key, SEEN.one],
    [keen.key, SEEN.two],
  ]);
  expect(await todoOf(keen.key)).toEqual([]);

  // The third text has another wording: the agreement on the second remains.
  await publishMasthead(withText({ ...THREE, effective: { from } }));
  pass(60);
  await expectSeen([
    [slow.key, SEEN.one],
    [keen.key, SEEN.two],
  ]);
  expect(await todoOf(keen.key)).toEqual([]);
  expect(await todoOf(slow.key)).toMatchObject([{ accepted: 1, version: 3, name: "Terms three", deadline }]);
  expect((await own(keen.key)).licences[0]).toMatchObject({ version: 3, accepted: 2 });
  expect((await own(keen.key)).licences[0]).not.toHaveProperty("acceptBefore");

  // The fourth text has a grace period of one day: each publisher keeps the grace period that it accepted.
  await publishMasthead(withText(FOUR));
  const since = instant(Date.now());
  pass(60);
  const soon = instant(Date.parse(since) + 5 * DAY * 1000);
  expect(await todoOf(keen.key)).toMatchObject([{ accepted: 2, version: 4, since, deadline: soon, overdue: false }]);
  expect(await todoOf(slow.key)).toMatchObject([{ accepted: 1, version: 4, deadline, overdue: false }]);
  pass(5 * DAY - 120);
  await expectSeen([
    [keen.key, SEEN.two],
    [slow.key, SEEN.one],
  ]);
  pass(120);
  await expectSeen([
    [keen.key, undefined],
    [slow.key, SEEN.one],
  ]);
  expect(await todoOf(keen.key)).toMatchObject([{ accepted: 2, version: 4, deadline: soon, overdue: true }]);
  await acceptNewest(keen.key);
  await expectSeen([
    [keen.key, SEEN.four],
    [slow.key, SEEN.one],
  ]);

  // After its grace period, the slow publisher reads nothing until it accepts the current text.
  pass(25 * DAY);
  await expectSeen([
    [slow.key, undefined],
    [keen.key, SEEN.four],
  ]);
  expect(await todoOf(slow.key)).toMatchObject([{ accepted: 1, version: 4, deadline, overdue: true }]);
  expect((await own(slow.key)).licences).toMatchObject([{ accepted: null }]);
  await acceptNewest(slow.key);
  await expectSeen([
    [slow.key, SEEN.four],
    [keen.key, SEEN.four],
  ]);
  expect(await todoOf(slow.key)).toEqual([]);
});

test("who follows the changes is told of each story again once another text is accepted, and only then", async () => {
  const { key } = await publisher("slow");
  const Page = z.object({ changes: z.array(z.looseObject({ slug: z.string() })), next: z.string(), more: z.boolean() });
  const begin = await read(Page, "/v1/changes", key);
  await publishMasthead(withText(TWO));
  pass(60);
  const told = await read(Page, `/v1/changes?after=${begin.next}`, key);
  const rights = (page: z.infer<typeof Page>) => [...new Set(JSON.stringify(page.changes).match(/Terms \w+/g))];
  expect(rights(told)).toEqual(["Terms one"]);
  expect((await read(Page, `/v1/changes?after=${told.next}`, key)).changes).toEqual([]);
  await acceptNewest(key);
  const again = await read(Page, `/v1/changes?after=${told.next}`, key);
  expect(again.changes.map(({ slug }) => slug).sort()).toEqual(["ours", "tight"]);
  expect(rights(again)).toEqual(["Terms two"]);
  expect((await read(Page, `/v1/changes?after=${again.next}`, key)).changes).toEqual([]);
});

test("a person who is signed in reads the text that was accepted, on every page", async () => {
  const { id } = await publisher("slow");
  const headers = { Cookie: await signedIn(`p${id}`), Accept: "text/html" };
  await publishMasthead(withText(TWO));
  pass(60);
  for (const path of ["/articles/ours/republish", "/articles/ours/republish.txt"]) {
    const page = await (await get(path, headers)).text();
    expect([path, [...new Set(page.match(/Terms \w+/g))]]).toEqual([path, ["Terms one"]]);
  }
  expect(await (await get("/publisher?licence=eligible", headers)).text()).toContain("Terms one");
  const agreements = await (await get("/publisher/agreements", headers)).text();
  expect(agreements).toContain("Terms two");
  expect(agreements).toContain("You accepted an earlier version");
});

describe("it is guarded", () => {
  test("the public is told of the text in force alone, and a story's own offer says what was accepted", async () => {
    const { key } = await publisher("slow");
    await publishMasthead(withText({ ...TWO, publicText: "full" }));
    pass(60);
    const open = ArticleJson.parse(await (await get("/v1/articles/tight")).json());
    expect(open).toMatchObject({ body: expect.any(String), metadata: { licence: { version: 2 }, translate: "deny" } });
    const { metadata } = await read(ArticleJson, "/v1/articles/tight", key);
    expect(metadata).toMatchObject({ licence: { version: 1 }, translate: "allow" });
    expect(new URL(metadata.policy).pathname).toBe("/licensed/articles/tight/offer.jsonld");
    const offer = await textOf("/licensed/articles/tight/offer.jsonld", key);
    expect(offer).toContain("/licences/eligible/1.jsonld");
    expect(offer).not.toContain("/licences/eligible/2");
    expect(await (await get("/articles/tight/offer.jsonld")).text()).toContain("/licences/eligible/2.jsonld");
    const { licences } = await read(LicenceListJson, "/v1/licences", key);
    expect(licences.find(({ id }) => id === "eligible")).toMatchObject({ version: 1, document: { name: "Terms one" } });
  });

  test("a picture that the accepted text gives opens without the key, as long as somebody may have it", async () => {
    const { key } = await publisher("slow");
    await publishMasthead(withText(TWO));
    pass(60);
    const [address = ""] = /\/images\/[\w-]+\.png/.exec(await textOf("/v1/articles/ours", key)) ?? [];
    expect(address).toContain(`${image}-`);
    expect((await get(address)).status).toBe(200);
    expect((await get(`/images/${image}.png`)).status).toBe(404);
    await acceptNewest(key);
    expect(await textOf("/v1/articles/ours", key)).not.toContain("/images/");
  });

  test("a picture of an older text closes when the grace or the agreement is over, though nothing was published", async () => {
    const [slow, keen] = [await publisher("slow"), await publisher("keen")];
    await publishMasthead(withText(TWO));
    pass(60);
    const [address = ""] = /\/images\/[\w-]+\.png/.exec(await textOf("/v1/articles/ours", slow.key)) ?? [];
    // Opened twice, so that any cache has stored it.
    for (const _ of [1, 2]) {
      const opened = await get(address);
      expect([opened.status, opened.headers.get("Cloudflare-CDN-Cache-Control")]).toEqual([200, null]);
    }
    expect((await decided(keen.id, "suspend")).status).toBe(200);
    expect((await get(address)).status).toBe(200);
    pass(30 * DAY);
    expect((await get(address)).status).toBe(410);
    expect((await get(address, { "If-None-Match": "*" })).status).toBe(410);
  });

  test("no header leads to a document for machines that isn't there: those tell of the text in force alone", async () => {
    const open = { publicText: "full", eligibility: { graceDays: 30 }, grant: { republish: "allow" } } as const;
    await publishMasthead(withText({ ...ONE, ...open, machineUse: { search: "allow", aiInput: "allow" } }));
    const { key } = await publisher("slow");
    const paths = [
      "/v1/articles/ours",
      "/licensed/feeds/latest.rss",
      "/licensed/articles/ours",
      "/v1/articles?limit=5",
    ];
    const linked = async () => {
      const links = await Promise.all(
        paths.map(async (path) => (await get(path, bearer(key))).headers.get("Link") ?? ""),
      );
      return links.map((link) => /<([^>]+rsl\.xml)>/.exec(link)?.[1]);
    };
    for (const address of await linked()) expect((await get(new URL(address ?? "/none").pathname)).status).toBe(200);
    await publishMasthead(withText({ ...ONE, ...open, machineUse: {} }));
    pass(60);
    expect((await get("/articles/ours/rsl.xml")).status).toBe(404);
    expect((await get("/rsl.xml")).status).toBe(404);
    expect(await linked()).toEqual(paths.map(() => undefined));
    expect((await get("/v1/articles/ours", bearer(key))).headers.get("Content-Usage")).toContain("search=y");
  });

  test("a licence that ended grants nothing, whichever text was accepted", async () => {
    const { key } = await publisher("slow");
    await publishMasthead(withText({ ...TWO, effective: { to: inDays(2) } }));
    pass(60);
    expect(await rightsOf(key)).toMatchObject(SEEN.one);
    pass(2 * DAY);
    await cron();
    expect(await rightsOf(key)).toBeUndefined();
    expect(await todoOf(key)).toEqual([]);
  });

  test("a hit reads nothing; a miss reads an older text once: its row, and the one that asks for it", async () => {
    const { key } = await publisher("slow");
    await textOf("/v1/articles/ours", key);
    const before = await missCost(key);
    await publishMasthead(withText(TWO));
    pass(60);
    const first = await missCost(key);
    const second = await missCost(key);
    expect(second.rowsRead).toBe(first.rowsRead - 2);
    expect(second.alone).toBe(first.alone - 1);
    expect(second.alone).toBe(before.alone);
    expect(await costOf(() => textOf("/v1/articles/ours", key))).toMatchObject({ rowsRead: 0, alone: 0 });
  });
});

/** Measures the cost of a story that has just changed. */
async function missCost(key: string) {
  await desk("POST", "/articles/ours/correct", { note: `At ${Date.now()}.` });
  pass(60);
  return costOf(() => textOf("/v1/articles/ours", key));
}

describe("a change is meant", () => {
  test("how many publishers would have to accept, and by when, is told before", async () => {
    const [one, two] = [await publisher("slow"), await publisher("keen")];
    const superseded = [
      { licence: "eligible", name: "Terms one", accepted: 1, version: 2, publishers: 2, deadline: inDays(30) },
    ];
    const checked = await desk("POST", "/check", { masthead: withText(TWO), articles: [] });
    expect(await checked.json()).toMatchObject({ superseded });
    const { errors } = await expectProblem(await desk("PUT", "/masthead", withText(TWO)), 409, "accept-anew");
    expect(errors).toEqual([
      {
        field: "licences.eligible",
        value: "2",
        problem: `2 publishers have accepted version 1 of “Terms one”; they must accept version 2 by 2026-07-01 12:01 UTC, or their keys will stop opening stories under this license`,
        allowed: expect.stringContaining("?acceptAnew=1"),
      },
    ]);
    expect(await rightsOf(one.key)).toMatchObject(SEEN.one);
    expect((await desk("PUT", "/masthead?acceptAnew=1", withText(TWO))).status).toBe(200);
    // No confirmation is needed to repeat a text, or if no publisher has to accept anything new.
    expect((await desk("PUT", "/masthead", withText(TWO))).status).toBe(200);
    expect((await desk("PUT", "/masthead", withText(FOUR))).status).toBe(200);
    await acceptNewest(two.key);
    await expectProblem(await desk("PUT", "/masthead", withText(TWO)), 409, "accept-anew");
  });

  test("before anybody accepted anything, nothing is asked", async () => {
    expect((await desk("PUT", "/masthead", withText(TWO))).status).toBe(200);
    expect((await desk("PUT", "/masthead?acceptAnew=yes", withText(TWO))).status).toBe(422);
  });

  test.each([
    ["a wording", { ...ONE, text: "<p>Other words.</p>", name: "Other", statement: "Other." }, 200],
    ["a clause", { ...ONE, grant: { republish: "allow", translate: "deny" } }, "grant.translate"],
    ["a grace", { ...ONE, eligibility: { graceDays: 3 } }, "eligibility.graceDays"],
    ["what the public reads", { ...ONE, publicText: "link" }, "publicText"],
    ["the contact", { ...ONE, contact: "other@example.org" }, "contact"],
    ["an end", { ...ONE, effective: { to: "2030-01-01T00:00:00Z" } }, "effective.to"],
    ["countries", { ...ONE, grant: { ...ONE.grant, territories: ["DE"] } }, "grant.territories"],
  ] as const)("marked as editorial, %s that differs", async (_, text, outcome) => {
    await publisher("slow");
    const masthead = withText({ ...text, editorial: true } as Text);
    const response = await desk("PUT", "/masthead", masthead);
    if (outcome === 200) expect(response.status).toBe(200);
    else {
      const { errors } = await expectProblem(response, 422, "invalid");
      expect(errors).toMatchObject([
        { field: "licences.eligible.editorial", problem: expect.stringContaining(`but ${outcome} changed`) },
      ]);
      await expectProblem(await desk("POST", "/check", { masthead, articles: [] }), 422, "invalid");
    }
  });

  test("editorial of editorial keeps agreements, and the mark alone is no new text", async () => {
    const { key } = await publisher("slow");
    for (const text of ["<p>A.</p>", "<p>B.</p>"])
      expect((await desk("PUT", "/masthead", withText({ ...ONE, text, editorial: true }))).status).toBe(200);
    expect((await desk("PUT", "/masthead", withText({ ...ONE, text: "<p>B.</p>" }))).status).toBe(200);
    pass(60 * DAY);
    expect((await own(key)).licences).toMatchObject([{ version: 3, accepted: 1 }]);
    expect(await todoOf(key)).toEqual([]);
    expect(await rightsOf(key)).toMatchObject(SEEN.one);
    expect(await (await get("/v1/licences/eligible/3")).json()).toMatchObject({ editorial: true });
  });

  test("a text that was announced and replaced before its time began no grace", async () => {
    const { key } = await publisher("slow");
    await publishMasthead(withText({ ...TWO, effective: { from: inDays(10) } }));
    pass(DAY);
    const from = inDays(60);
    await publishMasthead(withText({ ...FOUR, effective: { from } }));
    pass(45 * DAY);
    await cron();
    const deadline = instant(Date.parse(from) + 30 * DAY * 1000);
    expect(await rightsOf(key)).toMatchObject(SEEN.one);
    expect(await todoOf(key)).toMatchObject([{ version: 3, since: from, deadline, inForce: false }]);
    pass(20 * DAY);
    await cron();
    expect(await rightsOf(key)).toMatchObject(SEEN.one);
    expect(await todoOf(key)).toMatchObject([{ version: 3, since: from, deadline, inForce: true }]);
  });
});
