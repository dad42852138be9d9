import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { sizeInWords } from "../../src/model/in-words.ts";
import {
  APPLICATION,
  ARTICLE,
  BATCH,
  BODY,
  CACHE,
  KEYS,
  LENGTH,
  PAGES,
  PROOF,
  PUSH,
  RETENTION,
  ROTATION,
} from "../../src/model/policy.ts";
import { DAY, HOUR, SECOND } from "../../src/model/time.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { read } from "../support/feeds.ts";
import { webhookFor } from "../support/outbound.ts";
import { expectProblem } from "../support/problem.ts";
import {
  accept,
  application,
  applied,
  basic,
  bearer,
  decided,
  getOwnPublisher,
  json,
  prove,
  publisherWithKey,
  wireWith,
} from "../support/publisher.ts";
import { act, article, desk, fill, get, request } from "../support/wire.ts";

// Each value of the policy is used here only by its name: what is stated and what is done must be the same number, whatever it
// is. `npm run test:mutation` runs this with other numbers.

beforeEach(() => wireWith("free", "ours"));
afterEach(() => void vi.restoreAllMocks());

const textOf = async (path: string, headers: Record<string, string> = {}) => (await get(path, headers)).text();
const described = () => textOf("/openapi.json");
const days = (number: number) => (number * DAY) / SECOND;
const allowedOf = async (response: Response) =>
  (await expectProblem(response, 422, "invalid")).errors.map(({ allowed }) => allowed);

describe("what is kept, and for how long", () => {
  test("RETENTION.applicantDays", async () => {
    const { applicantDays } = RETENTION;
    const { token } = await applied();
    const path = `/v1/applications/${token}`;
    expect(await textOf(`/applications/${token}`)).toContain(`We delete your data ${applicantDays} days later.`);
    expect(await described()).toContain(`the data is deleted ${applicantDays} days later`);
    expect((await request(path, { method: "DELETE" })).status).toBe(204);
    pass(days(applicantDays) - 60);
    await cron();
    expect((await get(path)).status).toBe(200);
    pass(120);
    await cron();
    await expectProblem(await get(path), 404, "not-found");
  });

  test("RETENTION.noticeDays", async () => {
    const { noticeDays } = RETENTION;
    expect(await textOf("/feeds")).toContain(`for ${noticeDays} days`);
    await act("free", "kill", { reason: "Not ours." });
    pass(days(noticeDays) - 60);
    await cron();
    expect(read(await textOf("/feeds/latest.atom")).gone).toHaveLength(1);
    pass(120);
    await cron();
    pass(60);
    expect(read(await textOf("/feeds/latest.atom")).gone).toEqual([]);
  });

  test("PROOF.freshHours", async () => {
    const { freshHours } = PROOF;
    const promised = `within the last ${freshHours} hours`;
    const { id, token } = await applied();
    await prove(token);
    await decided(id, "approve");
    await accept(token, "eligible");
    expect(await textOf(`/applications/${token}`)).toContain(promised);
    expect(await described()).toContain(promised);
    const wish = () => request(`/v1/applications/${token}/keys`, json({ name: "CMS" }));
    pass((freshHours * HOUR) / SECOND - 60);
    expect((await wish()).status).toBe(201);
    pass(120);
    expect((await expectProblem(await wish(), 409, "conflict")).detail).toContain(promised);
  });

  test("KEYS.believedMs, KEYS.revokedWithinSeconds", async () => {
    const { believedMs, revokedWithinSeconds } = KEYS;
    expect(await described()).toContain(`stops working everywhere within ${revokedWithinSeconds} seconds`);
    expect(revokedWithinSeconds * SECOND).toBeGreaterThan(believedMs);
    const { key, keyId } = await publisherWithKey();
    await get("/v1/articles/ours", bearer(key));
    // Another isolate revokes it.
    await env.DB.prepare("UPDATE key SET revoked = '2026-01-01T00:00:00Z' WHERE id = ?1").bind(keyId).run();
    pass(believedMs / SECOND - 1);
    expect((await get("/v1/articles/ours", bearer(key))).status).toBe(200);
    pass(2);
    await expectProblem(await get("/v1/articles/ours", bearer(key)), 401, "unauthorized");
  });

  test("CACHE.maxAgeSeconds", async () => {
    expect((await get("/")).headers.get("Cache-Control")).toBe(`public, max-age=${CACHE.maxAgeSeconds}`);
  });
});

describe("how much there is on a page", () => {
  test("PAGES.feedItems", async () => {
    await fill("world", PAGES.feedItems + 10);
    pass(60);
    for (const format of ["rss", "atom", "json"])
      expect(read(await textOf(`/feeds/section/world.${format}`)).ids).toHaveLength(PAGES.feedItems);
  });

  test("PAGES.archive", async () => {
    await fill("world", PAGES.archive + 10);
    pass(60);
    expect(read(await textOf("/feeds/section/world/archive/1.atom")).ids).toHaveLength(PAGES.archive);
    const shown = await desk("GET", `/articles/world-${PAGES.archive}`);
    expect((await shown.json<{ channels: unknown[] }>()).channels).toContainEqual(
      expect.objectContaining({ id: "section/world", archive: 2 }),
    );
  });

  test.each([
    ["PAGES.articles, PAGES.maxArticles", "/v1/articles", PAGES.maxArticles, PAGES.articles],
    ["PAGES.changes, PAGES.maxChanges", "/v1/changes", PAGES.maxChanges, PAGES.changes],
  ])("%s", async (_, path, most, usual) => {
    expect((await get(`${path}?limit=${most}`)).status).toBe(200);
    expect(await allowedOf(await get(`${path}?limit=${most + 1}`))).toEqual([`a number from 1 to ${most}`]);
    expect(await described()).toMatch(new RegExp(`"maximum":${most},"default":${usual}`));
  });
});

describe("how much is taken", () => {
  test.each([
    ["ARTICLE.authors", "authors", ARTICLE.authors, "ann"],
    ["ARTICLE.topics", "topics", ARTICLE.topics, "trade"],
    ["ARTICLE.partners", "partners", ARTICLE.partners, "A paper"],
  ])("%s", async (_, field, most, each) => {
    const sent = article({ [field]: Array.from({ length: most + 1 }, () => each) });
    expect(await allowedOf(await desk("PUT", "/articles/long", sent))).toContain(`at most ${most} ${field}`);
    expect(await described()).toContain(`"maxItems":${most}`);
  });

  test("ARTICLE.corrections", async () => {
    const correction = { at: "2026-05-02T00:00:00Z", note: "A name was misspelt." };
    const sent = article({ corrections: Array.from({ length: ARTICLE.corrections + 1 }, () => correction) });
    expect(await allowedOf(await desk("PUT", "/articles/long", sent))).toEqual([
      `at most ${ARTICLE.corrections} corrections`,
    ]);
  });

  test("LENGTH.title", async () => {
    const put = (length: number) => desk("PUT", "/articles/long", article({ headline: "x".repeat(length) }));
    expect((await put(LENGTH.title)).status).toBe(200);
    expect(await allowedOf(await put(LENGTH.title + 1))).toEqual([`text of 1 to ${LENGTH.title} characters`]);
  });

  test("BATCH.articles", async () => {
    const batch = (length: number) =>
      desk("PUT", "/articles", { articles: Array.from({ length }, (_, at) => article({ id: `story-${at}` })) });
    expect(await allowedOf(await batch(BATCH.articles + 1))).toEqual([`1 to ${BATCH.articles} articles`]);
    expect((await batch(BATCH.articles)).status).toBe(200);
    expect(await described()).toContain(`Publish up to ${BATCH.articles} articles at once`);
  });

  test("BODY.form", async () => {
    const sent = json(application({ organization: "x".repeat(BODY.form) }));
    const { detail } = await expectProblem(await request("/v1/applications", sent), 413, "too-large");
    expect(detail).toBe(`The body can't be larger than ${sizeInWords(BODY.form)}.`);
  });

  test("APPLICATION.domains", async () => {
    const domains = (length: number) => Array.from({ length }, (_, at) => `paper-${at}.example`);
    await applied({ domains: domains(APPLICATION.domains) });
    const sent = json(application({ domains: domains(APPLICATION.domains + 1) }));
    expect(await allowedOf(await request("/v1/applications", sent))).toEqual([`1 to ${APPLICATION.domains} domains`]);
  });

  test("PUSH.webhooksPerPublisher", async () => {
    const { webhooksPerPublisher: most } = PUSH;
    const { key } = await publisherWithKey();
    for (let at = 0; at < most; at++) await webhookFor(key, `https://cms.paper.example/${at}`);
    const sent = json({ url: "https://cms.paper.example/more" }, bearer(key));
    const { detail } = await expectProblem(await request("/v1/publisher/webhooks", sent), 409, "conflict");
    expect(detail).toContain(`You have ${most} webhooks`);
    expect(await described()).toContain(`Add a webhook; at most ${most}`);
  });

  test("ROTATION.defaultHours, ROTATION.maxHours", async () => {
    const { defaultHours, maxHours } = ROTATION;
    const { token, key, keyId } = await publisherWithKey();
    const { id } = await webhookFor(key, "https://cms.paper.example/wire");
    const allowed = `a whole number from 0 to ${maxHours}`;
    for (const path of [`keys/${keyId}`, `webhooks/${id}`]) {
      const sent = json({ overlapHours: maxHours + 1 }, bearer(key));
      expect(await allowedOf(await request(`/v1/publisher/${path}/rotate`, sent))).toEqual([allowed]);
    }
    const page = await textOf("/publisher/delivery", basic(key));
    expect(page).toContain(`max="${maxHours}" value="${defaultHours}"`);
    expect((await request(`/v1/publisher/keys/${keyId}/rotate`, json({}, bearer(key)))).status).toBe(201);
    const old = (await getOwnPublisher(token)).keys.find((each) => each.id === keyId);
    expect(Date.parse(old?.expires ?? "") - Date.now()).toBe(defaultHours * HOUR);
  });
});
