import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SOURCES } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { FakeWordPress, time } from "../support/fake-wordpress.ts";
import { importInterrupted } from "../support/first-import.ts";
import { polls, report, wireWithSource } from "../support/sources.ts";

let site: FakeWordPress;
beforeEach(async () => {
  await wireWithSource();
  site = new FakeWordPress();
  site.answer();
});
afterEach(() => void vi.restoreAllMocks());

const versions = async () =>
  (await env.DB.prepare("SELECT version, count(*) AS count FROM article GROUP BY version ORDER BY version").all())
    .results;

test("a first import that is stopped at any write goes on, and has every post once", async () => {
  await importInterrupted(site, 120, [1, 2, 4, 3, 5]);
}, 240_000);

test("an edit storm in one second, an edit as clocks go back, a back-dated and a scheduled post are all found", async () => {
  for (let at = 0; at < 250; at++) site.write({ date_gmt: "2026-01-05T08:00:00", modified_gmt: "2026-01-05T08:00:00" });
  await polls(6);
  expect((await report()).source).toMatchObject({ phase: "follow", posts: { taken: 250 } });

  for (const { id } of site.posts) site.edit(id, { content: "<p>All changed at once.</p>" });
  await polls(3);
  expect(await versions()).toEqual([{ version: 2, count: 250 }]);

  // Local time is now an hour behind that of the previous poll.
  site.edit(7, { content: "<p>As clocks went back.</p>", modified: time(Date.now() - 3_600_000) });
  site.write({ slug: "back-dated", date_gmt: "2020-01-05T08:00:00", modified_gmt: "2020-01-05T08:00:00" });
  site.write({ slug: "scheduled", date_gmt: time(Date.now() + 60_000), modified_gmt: "2026-05-20T08:00:00" });
  await polls();
  expect((await report()).source.posts.taken).toBe(252);
  expect(await versions()).toEqual([
    { version: 1, count: 2 },
    { version: 2, count: 249 },
    { version: 3, count: 1 },
  ]);
}, 240_000);

test("an unchanged source of 10,000 posts costs four small requests and ten rows a poll, and its pass one list a hundred posts", async () => {
  const many = 10_000;
  const published = "2026-01-05T08:00:00";
  site.write({ ...EMPTY, date_gmt: published, modified_gmt: published });
  await polls(3);
  const sql = "SELECT modified, rules FROM source_post";
  const known = await env.DB.prepare(sql).first<{ modified: string; rules: string }>();
  await env.DB.batch(["source_post", "source_block"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
  site.posts = [];
  for (let id = 1; id <= many; id++)
    site.posts.push({ ...EMPTY, tags: [], id, slug: `post-${id}`, date_gmt: published, modified_gmt: published });
  await env.DB.prepare(
    `WITH RECURSIVE post(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM post WHERE n < ?1)
     INSERT INTO source_post (source, post, block, article, modified, rules, state, url, title, warnings, images, at)
     SELECT 'paper', n, (n - 1) / 100, 'post-' || n, ?2, ?3, 'taken', '', '', '[]', '{}', ?2 FROM post`,
  )
    .bind(many, known?.modified, known?.rules)
    .run();
  await env.DB.prepare(
    `INSERT INTO source_block SELECT source, block, json_group_array(json_array(post, modified, state, rules)) FROM source_post GROUP BY source, block`,
  ).run();
  await polls();
  const idle = await costOf(cron);
  site.asked = [];
  pass(SOURCES.minutes * 60);
  const cost = await costOf(cron);
  expect(site.asked).toHaveLength(4);
  expect(site.asked.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(15_000);
  expect(cost.rowsRead - idle.rowsRead).toBeLessThanOrEqual(10);

  site.asked = [];
  // A program that sets a tag doesn't move the modification time.
  const [tagged] = site.posts.slice(-50);
  tagged?.tags.push({ id: 7, slug: "harbor", name: "Harbor" });
  pass(SOURCES.passHours * 3600);
  await polls(8, 1);
  const lists = site.asked.filter(
    ({ address }) => address.includes("orderby=id&order=asc") && !address.includes("after="),
  );
  expect(lists).toHaveLength(100);
  expect(site.asked.filter(({ address }) => !/after=|order=desc|include=/.test(address)).length).toBeLessThanOrEqual(
    110,
  );
  expect(site.asked.filter(({ address }) => address.includes("_embed")).map(({ address }) => address)).toEqual([
    expect.stringContaining(`include=${tagged?.id}&`),
  ]);
  expect((await report()).source).toMatchObject({ phase: "follow", failure: null, posts: { taken: many } });
}, 240_000);

const EMPTY = {
  ...{ title: "A", content: "<p>A</p>", status: "publish" as const, author: 1, authorName: "Ana Ruiz" },
  ...{ categories: [], media: undefined, password: false },
};
