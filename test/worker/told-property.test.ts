import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import type { ArticleJson } from "../../src/contract/article.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { heldQueue, webhookFor } from "../support/outbound.ts";
import { examples } from "../support/properties.ts";
import { accept, applied, bearer, decided, getOwnPublisher, json, keyFor, prove } from "../support/publisher.ts";
import { RULES, soleObstacle } from "../support/told-obstacle.ts";
import { DAY, IDS, LICENCES, type Step, type TextStep, walk } from "../support/told-steps.ts";
import { article, desk, freshWire, get, MASTHEAD, publishMasthead, request } from "../support/wire.ts";

type World = {
  masthead: Parameters<typeof publishMasthead>[0];
  publishers: { id: string; token: string; key: string }[];
};

const later = (inMinutes: number) => new Date(Date.now() + inMinutes * 60_000).toISOString();

/** Allows refusals, but no server errors. */
async function asked(response: Promise<Response>): Promise<boolean> {
  const { status } = await response;
  expect(status).toBeLessThan(500);
  return status < 300;
}

/** Takes a step: publishes, acts, decides; everything except waiting. */
async function take(each: Exclude<Step, { does: "wait" }>, world: World): Promise<void> {
  if (each.does === "publish") {
    const { id: of, word, embargo, expires, exclude, status, licence: under } = each.value;
    const story = article({
      licence: under,
      status,
      headline: `Headline ${word}`,
      ...(status === "canceled" ? { reason: "Reason." } : {}),
      ...(embargo === undefined ? {} : { embargo: later(embargo) }),
      ...(expires === undefined ? {} : { expires: later((embargo ?? 0) + expires) }),
      ...(exclude ? { exclude: true } : {}),
    });
    await asked(desk("PUT", `/articles/${of}`, story));
  } else if (each.does === "act") {
    const { name, id: of, licence: under } = each.value;
    const bodies: Record<string, object> = { correct: { note: "Note." }, relicense: { licence: under } };
    await asked(desk("POST", `/articles/${of}/${name}`, bodies[name] ?? { reason: "Reason." }));
  } else if (each.does === "return") {
    const { name, id: of } = each.value;
    await asked(desk("POST", `/articles/${of}/${name}`, { reason: "Reason." }));
    await asked(desk("POST", `/articles/${of}/restore`, { reason: "Reason." }));
  } else if (each.does === "text") {
    const masthead = withText(each.value, world);
    if (await asked(desk("PUT", "/masthead?acceptAnew=1", masthead))) world.masthead = masthead;
  } else await decide(each, world);
}

function withText({ licence: of, publicText, word, from, to, ...eligibility }: TextStep, { masthead }: World) {
  const effective = {
    ...(from === undefined ? {} : { from: later(from) }),
    ...(to === undefined ? {} : { to: later((from ?? 0) + to) }),
  };
  const said = Object.fromEntries(Object.entries(eligibility).filter(([, value]) => value !== undefined));
  const before = MASTHEAD.licences[of];
  const next = { ...before, publicText, text: `<p>Terms ${word}.</p>`, eligibility: said, effective };
  return { ...MASTHEAD, ...masthead, licences: { ...MASTHEAD.licences, ...masthead?.licences, [of]: next } };
}

async function decide(
  { does, value }: Extract<Step, { does: "decide" | "accept" | "prove" }>,
  { publishers }: World,
): Promise<void> {
  const { id: of = "", token = "" } = publishers[value.publisher] ?? {};
  if ("decision" in value) {
    const { decision, licences: named } = value;
    await asked(decided(of, decision, decision === "approve" ? { licences: named } : {}));
  } else if ("licence" in value) {
    const wanted = (await getOwnPublisher(token)).licences.find((each) => each.id === value.licence);
    const body = { licence: value.licence, version: wanted?.version, hash: wanted?.hash };
    await asked(request(`/v1/applications/${token}/agreements`, json(body)));
  } else if (does === "prove") {
    const until = `${new Date(Date.now() + value.days * DAY * 1000).toISOString().slice(0, 19)}Z`;
    await env.DB.prepare("UPDATE domain SET state = 'proved', expires_at = ?2 WHERE publisher = ?1")
      .bind(of, until)
      .run();
  }
}

/** Returns which publishers can now read the full text of which of these articles, each as `0 a`, from a fresh isolate. */
async function fullTexts(ids: readonly string[], { publishers }: World): Promise<Set<string>> {
  isolate.reset();
  const found = new Set<string>();
  for (const [at, { key }] of publishers.entries())
    for (const of of ids) {
      const response = await get(`/v1/articles/${of}`, bearer(key));
      expect(response.status).toBeOneOf([200, 403, 404, 410]);
      if (response.status !== 200) continue;
      const { metadata, body } = await response.json<ArticleJson>();
      expect(body !== undefined).toBe(metadata.shows === "full");
      if (metadata.shows === "full") found.add(`${at} ${of}`);
    }
  return found;
}

type Told = { type: string; article: string; publisher: string };
const REMOVALS = ["article.withheld", "article.killed", "article.expired"];

/** Returns the rows added to the outbox and the log while something ran. */
async function newRows(world: World, run: () => Promise<void>): Promise<{ told: string[]; changes: string[] }> {
  const newest = "SELECT coalesce(max(number), 0) AS number FROM change";
  const number = (await env.DB.prepare(newest).first<{ number: number }>())?.number ?? 0;
  await env.DB.prepare("DELETE FROM delivery").run();
  await run();
  const told = await env.DB.prepare(
    "SELECT publisher, type, article FROM delivery WHERE article IS NOT NULL",
  ).all<Told>();
  const changes = await env.DB.prepare("SELECT kind, article FROM change WHERE article IS NOT NULL AND number > ?1")
    .bind(number)
    .all<{ kind: string; article: string }>();
  const at = (publisherId: string) => world.publishers.findIndex((each) => each.id === publisherId);
  return {
    told: told.results.map((each) => `${at(each.publisher)} ${each.type} ${each.article}`).sort(),
    changes: changes.results.map(({ kind, article: of }) => `article.${kind} ${of}`),
  };
}

/**
 * Returns the events that each publisher must get for some changes: for what it can now read in full; for a license change, also
 * for what it could read just before.
 */
function expected(changes: readonly string[], before: Set<string>, now: Set<string>): string[] {
  return changes.flatMap((change) => {
    const [type = "", of = ""] = change.split(" ");
    if (REMOVALS.includes(type)) return [];
    const isRead = (at: number) =>
      now.has(`${at} ${of}`) || (type === "article.relicensed" && before.has(`${at} ${of}`));
    return [0, 1].filter(isRead).map((at) => `${at} ${change}`);
  });
}

/**
 * Takes a step and compares who was notified with who can read. Returns the events, and the rules that kept others from reading.
 */
async function compare(each: Step, world: World): Promise<{ told: string[]; kept: string[] }> {
  if (each.does === "wait") pass(each.value.seconds);
  const before = await fullTexts(concerned(each), world);
  const { told, changes } = await newRows(world, async () => {
    if (each.does !== "wait") await take(each, world);
    else if (each.value.isCron) await cron();
  });
  // A license's new text is sent once, as `agreement.changed`, and not for each of its articles.
  const seen = each.does === "text" ? [] : changes.filter((change) => !isOfLicence(change, each));
  const now = await fullTexts([...new Set(seen.map((change) => change.split(" ")[1] ?? ""))], world);
  const news = told.filter((one) => !REMOVALS.includes(one.split(" ")[1] ?? ""));
  expect(news, JSON.stringify(each)).toEqual(expected(seen, before, now).sort());
  const gone = seen.filter((change) => REMOVALS.includes(change.split(" ")[0] ?? ""));
  const lost = [...before].flatMap((one) => {
    const [at, of] = one.split(" ");
    return gone.filter((change) => change.endsWith(` ${of}`)).map((change) => `${at} ${change}`);
  });
  expect(told).toEqual(expect.arrayContaining(lost));
  return { told, kept: await obstacles(seen, now, world) };
}

/** Returns the rules that alone kept publishers from changed articles. */
async function obstacles(changes: readonly string[], now: Set<string>, { publishers }: World): Promise<string[]> {
  const found: string[] = [];
  for (const change of changes) {
    const [type = "", of = ""] = change.split(" ");
    // Removals are also sent to others, and license changes also to those who could read the article before.
    if (REMOVALS.includes(type) || type === "article.relicensed") continue;
    for (const [at, { id: publisher }] of publishers.entries())
      if (!now.has(`${at} ${of}`)) found.push(...(await soleObstacle(publisher, of)));
  }
  return found;
}

/** Returns the articles that a step can take away or relicense. */
function concerned(each: Step): readonly string[] {
  if (each.does === "publish" || each.does === "act" || each.does === "return") return [each.value.id];
  return each.does === "wait" && each.value.isCron ? IDS : [];
}

/** When the cron puts an announced license text into force, its articles don't change. */
const isOfLicence = (change: string, { does }: Step): boolean =>
  does === "wait" && change.startsWith("article.relicensed ");

async function begin(): Promise<World> {
  await freshWire();
  await publishMasthead();
  // One after the other: the external sites exist for only one publisher at a time.
  const publishers = [await publisherAt("paper.example"), await publisherAt("gazette.example")];
  const world: World = { masthead: MASTHEAD, publishers };
  for (const licenceId of ["eligible", "reserved"]) await accept(publishers[0]?.token ?? "", licenceId);
  const stories = [
    { id: "a", licence: "open" },
    { id: "b", licence: "eligible" },
    { id: "c", embargo: later(30) },
  ];
  await asked(desk("PUT", "/articles", { articles: stories.map(article) }));
  return world;
}

/** Creates a publisher that is approved for every license, has accepted none, and subscribes to all events. */
async function publisherAt(domain: string): Promise<World["publishers"][number]> {
  const { id: of, token } = await applied({ domains: [domain], licences: [...LICENCES] });
  await prove(token);
  await decided(of, "approve", { licences: [...LICENCES] });
  const { key } = await keyFor(token);
  await webhookFor(key, `https://${domain}/wire`);
  return { id: of, token, key };
}

afterEach(() => {
  vi.restoreAllMocks();
});

test("a webhook tells of exactly what the same publisher's key gets in full at that moment", {
  timeout: 3_600_000,
}, async () => {
  heldQueue();
  const told: string[] = [];
  const kept: string[] = [];
  await fc.assert(
    fc.asyncProperty(walk, async (steps) => {
      const world = await begin();
      for (const each of steps) {
        const found = await compare(each, world);
        told.push(...found.told);
        kept.push(...found.kept);
        pass(60);
      }
    }),
    { numRuns: examples(8) },
  );
  // The comparison isn't empty: events of each kind were sent.
  const types = new Set(told.map((one) => one.split(" ")[1]));
  expect([...types].sort()).toEqual(
    ["corrected", "expired", "killed", "released", "relicensed", "restored", "withheld"].map(
      (kind) => `article.${kind}`,
    ),
  );
  expect([...new Set(kept)].sort()).toEqual([...RULES].sort());
});
