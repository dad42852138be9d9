import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { askForLink } from "../../src/commands/publishers/sign-in.ts";
import { MAIL, RETENTION } from "../../src/model/policy.ts";
import { hasOwnerMail } from "../../src/model/publisher/owner-mail.ts";
import { DAY, HOUR, SECOND } from "../../src/model/time.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { linkIn, openMailbox } from "../support/mailbox.ts";
import { consume } from "../support/outbound.ts";
import { applied, basic, bearer, json, publisherWithKey, sites } from "../support/publisher.ts";
import { act, desk, freshWire, get, MASTHEAD, publish, publishMasthead, request, TOKEN } from "../support/wire.ts";

const EDITH = "edith@paper.example";
const HOUR_LONG = HOUR / SECOND;
const eligible = {
  ...MASTHEAD.licences.eligible,
  grant: { republish: "allow" as const },
  corrections: { takeDownWithinHours: 24, applyWithinHours: 48 },
};

beforeEach(async () => {
  await freshWire();
  await publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, eligible } });
  sites({});
});

/** Returns the number of emails in each state. */
const states = async (event: string): Promise<Record<string, number>> => {
  const sql = "SELECT state, count(*) AS n FROM mail WHERE event = ?1 GROUP BY 1";
  const { results } = await env.DB.prepare(sql).bind(event).all<{ state: string; n: number }>();
  return Object.fromEntries(results.map(({ state, n }) => [state, n]));
};

/** Creates a publisher that holds some stories, and an empty mailbox. */
async function holder(ids: readonly string[]) {
  for (const id of ids) await publish(id, { licence: "eligible", headline: `Story ${id}` });
  const mailbox = openMailbox();
  const { token, id, key } = await publisherWithKey({ contact: { name: "Edith Editor", email: EDITH } });
  for (const each of ids) await get(`/v1/articles/${each}`, bearer(key));
  await mailbox.deliver();
  pass(HOUR_LONG);
  mailbox.mails.splice(0);
  return { ...mailbox, token, id, key };
}

const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
  request(path, { method: "POST", headers, body: new URLSearchParams(fields), redirect: "manual" });

describe("floods are bounded, and nothing is lost", () => {
  test("corrections beyond the hour's limit come later; a kill among them comes at once", async () => {
    const ids = Array.from({ length: 9 }, (_, at) => `story-${at}`);
    const { mails, deliver } = await holder(ids);
    for (const id of ids) await act(id, "correct", { note: "Mended.", changes: { body: "<p>New.</p>" } });
    await act("story-0", "kill", { reason: "Wrong." });
    await deliver();
    const usual = MAIL.perHour - MAIL.signInsPerHour;
    const subjects = () => mails.map(({ subject }) => subject.replace(/:.*/, ""));
    expect(subjects().filter((each) => each === "Correction").length).toBe(usual);
    expect(subjects()).toContain("Take this story down");
    await deliver();
    expect(mails.length).toBe(usual + 1);
    pass(HOUR_LONG + 1);
    await deliver();
    // Nobody gets a correction of the killed story anymore.
    expect(subjects().filter((each) => each === "Correction").length).toBe(ids.length - 1);
    expect(await states("story.corrected")).toEqual({ mailed: ids.length - 1, stopped: 1 });
  });

  test("200 kills at once are all told, each once", async () => {
    const ids = Array.from({ length: 200 }, (_, at) => `story-${at}`);
    const { mails, deliver, id } = await holder([]);
    for (let at = 0; at < ids.length; at += 50) {
      const articles = ids.slice(at, at + 50).map((each) => ({
        ...{ id: each, headline: each, summary: "S.", authors: ["ann"], section: "asia", licence: "eligible" },
        ...{ published: "2026-05-01T00:00:00Z", body: "<p>B.</p>" },
      }));
      expect((await desk("PUT", "/articles", { articles })).status).toBe(200);
    }
    await env.DB.prepare(
      `INSERT INTO holding (publisher, article, version, change, address, first_at, at)
       SELECT ?1, id, 1, 1, '/v1/articles/' || id, '2026-06-01T12:00:00Z', '2026-06-01T12:00:00Z' FROM article`,
    )
      .bind(id)
      .run();
    for (let at = 0; at < ids.length; at += 50) {
      const articles = ids.slice(at, at + 50).map((each) => ({
        ...{ id: each, headline: each, summary: "S.", authors: ["ann"], section: "asia", licence: "eligible" },
        ...{ published: "2026-05-01T00:00:00Z", body: "<p>B.</p>", status: "canceled", reason: "Wrong." },
      }));
      expect((await desk("PUT", "/articles", { articles })).status).toBe(200);
    }
    for (let round = 0; round < 5; round++) await deliver();
    expect(await states("story.killed")).toEqual({ mailed: 200 });
    expect(new Set(mails.map(({ text }) => text.match(/articles\/(\S+)/)?.[1])).size).toBe(200);
  });

  test("1,000 requests for a link to one address: no more mails than an hour may have, and other mails still come", async () => {
    const { mails, deliver, key } = await holder([]);
    const later = 61;
    for (let asked = 0; asked < 1000; asked++) {
      await askForLink({ db: env.DB, now: Date.now() }, EDITH);
      if (asked % 100 !== 0) continue;
      await deliver();
      pass(later);
    }
    await deliver();
    expect(mails.filter(({ subject }) => subject.startsWith("Sign in")).length).toBe(MAIL.signInsPerHour);
    expect((await states("sign-in.asked")).waiting ?? 0).toBeLessThanOrEqual(1);
    await request("/v1/publisher/keys", json({ name: "Other", scope: "read" }, bearer(key)));
    await deliver();
    expect(mails.map(({ subject }) => subject)).toContain("New key: Other");
  });

  test("the owner of a domain is asked a few times a day, whoever applies", async () => {
    const { take } = openMailbox();
    const answers: number[] = [];
    for (let each = 0; each <= MAIL.verificationsPerDay; each++) {
      const { token } = await applied({ organization: `Paper ${each}` });
      const asked = await post(`/applications/${token}/ask-owner`, { domain: "paper.example", mailbox: "admin" });
      answers.push(asked.status);
      pass(1);
    }
    expect(answers).toEqual([...Array.from({ length: MAIL.verificationsPerDay }, () => 200), 429]);
    expect((await take("admin@paper.example")).length).toBe(MAIL.verificationsPerDay);
  });
});

describe("what goes wrong", () => {
  test("a mail that the service refuses is tried again, and ends at the desk", async () => {
    const { send, deliver, take } = await holder(["ours"]);
    send.mockClear();
    send.mockRejectedValue(new Error("E_SENDER_NOT_VERIFIED secret-detail"));
    await act("ours", "kill", { reason: "Wrong." });
    for (let tried = 0; tried < MAIL.tries + 2; tried++) {
      await deliver();
      pass(DAY / SECOND);
    }
    expect(send).toHaveBeenCalledTimes(MAIL.tries);
    expect(await states("story.killed")).toEqual({ failed: 1 });
    const page = await (await get("/desk/mail", basic(TOKEN))).text();
    expect(page).toContain("The mail service rejected it.");
    expect(page).not.toContain("secret-detail");
    send.mockReset();
    expect(await take(EDITH)).toEqual([]);
  });

  test("a mail that can’t be written is a failed try, and holds up no other", async () => {
    const { mails, deliver, id } = await holder(["ours"]);
    await act("ours", "kill", { reason: "Wrong." });
    await env.DB.prepare("UPDATE mail SET facts = '{}' WHERE event = 'story.killed'").run();
    await env.DB.prepare("UPDATE mail SET facts = '[1' WHERE event = 'story.killed'").run();
    await desk("POST", `/publishers/${id}/decisions`, { decision: "suspend", reason: "For now." });
    for (let tried = 0; tried < MAIL.tries + 2; tried++) {
      await deliver();
      pass(DAY / SECOND);
    }
    expect(mails.map(({ subject }) => subject)).toEqual(["Your access is suspended"]);
  });

  test("handed out twice, it is sent once", async () => {
    const { mails, queue } = await holder(["ours"]);
    await act("ours", "kill", { reason: "Wrong." });
    await cron();
    const handed = queue.splice(0);
    await Promise.all([consume(handed), consume(handed)]);
    expect(mails.length).toBe(1);
  });
});

describe("who isn’t to hear", () => {
  test("whoever was removed from the team gets no more mail, and can’t answer by an old link", async () => {
    const { take, mails, deliver, key } = await holder(["ours", "other"]);
    const fred = "fred@paper.example";
    await request("/v1/publisher/people", json({ name: "Fred", email: fred }, bearer(key)));
    await take(fred);
    await act("ours", "kill", { reason: "Wrong." });
    const [kill] = await take(fred);
    const { people } = await (await get("/v1/publisher/people", bearer(key))).json<{
      people: { id: string; email: string }[];
    }>();
    const id = people.find(({ email }) => email === fred)?.id;
    await request(`/v1/publisher/people/${id}`, { method: "DELETE", headers: bearer(key) });
    await act("other", "kill", { reason: "Wrong." });
    expect(await take(fred)).toEqual([]);
    const link = linkIn(kill, "/mail/");
    expect((await get(link)).status).toBe(403);
    expect((await post(link, { outcome: "removed" })).status).toBe(403);
    await deliver();
    expect(mails.every(({ to }) => to === EDITH)).toBe(true);
  });

  test("nobody is told of what is withheld or restored by the time a mail goes", async () => {
    const { mails, deliver } = await holder(["ours", "other"]);
    await act("ours", "correct", { note: "Secret note.", changes: { body: "<p>New.</p>" } });
    await act("ours", "withhold", { reason: "Wait." });
    await act("other", "kill", { reason: "Wrong." });
    await act("other", "restore", { reason: "Right." });
    await deliver();
    expect(mails.map(({ subject }) => subject)).toEqual(["You can publish this story again: Story other"]);
    expect(await states("story.killed")).toEqual({ stopped: 1 });
    expect(await states("story.corrected")).toEqual({ stopped: 1 });
  });

  test("an address that nobody has gets nothing, and the answer is the same", async () => {
    const { mails, deliver } = await holder([]);
    for (const path of ["/sign-in", "/apply/find"]) {
      const [known, unknown] = await Promise.all(
        [EDITH, "nobody@else.example"].map(async (email) => (await post(path, { email })).text()),
      );
      expect(unknown).toBe(known);
    }
    await deliver();
    expect(mails.map(({ to }) => to).filter((to) => to !== EDITH)).toEqual([]);
  });
});

describe("links in mails", () => {
  test("a restored story’s link says so; a cross-site form is refused; other tokens are unknown", async () => {
    const { take } = await holder(["ours"]);
    await act("ours", "kill", { reason: "Wrong." });
    const link = linkIn((await take(EDITH))[0], "/mail/");
    expect((await post(link, { outcome: "removed" }, { "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
    expect((await post(link, { outcome: "kept" })).status).toBe(422);
    expect((await get(link)).status).toBe(200);
    await act("ours", "restore", { reason: "Right." });
    const over = await get(link);
    expect([over.status, await over.text()]).toEqual([410, expect.stringContaining("The story has been restored.")]);
    expect((await get(`${link.slice(0, -1)}${link.endsWith("a") ? "b" : "a"}`)).status).toBe(404);
    expect((await get("/mail/cwlink_x")).status).toBe(404);
    expect(over.headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(over.headers.get("Cache-Control")).toContain("no-store");
  });

  test("a list of new stories ends with one click from any of them, and changes nothing when it is opened", async () => {
    const { take, key } = await holder([]);
    const digest = () => env.DB.prepare("SELECT digest FROM person WHERE email = ?1").bind(EDITH).first("digest");
    const cookie = await signedIn(take);
    expect((await post("/publisher/digest", { digest: "hourly" }, { Cookie: cookie })).status).toBe(422);
    expect((await post("/publisher/digest", { digest: "daily" }, basic(key))).status).toBe(409);
    expect((await post("/publisher/digest", { digest: "daily" }, { Cookie: cookie })).status).toBe(303);
    pass(1);
    await publish("new", { licence: "eligible", headline: "Bridge opens" });
    pass(DAY / SECOND + 1);
    const [first] = await take(EDITH);
    expect(first?.subject).toBe("New story: Bridge opens");
    expect(first?.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
    const address = /<http:\/\/localhost:8787(\/mail\/\S+)>/.exec(first?.headers["List-Unsubscribe"] ?? "")?.[1] ?? "";
    // No news, no email.
    pass(DAY / SECOND + 1);
    expect(await take(EDITH)).toEqual([]);
    await publish("newer", { licence: "eligible", headline: "Bridge closes" });
    pass(DAY / SECOND + 1);
    expect((await take(EDITH)).length).toBe(1);
    expect((await get(address)).status).toBe(200);
    expect(await digest()).toBe("daily");
    expect((await post(address, { "List-Unsubscribe": "One-Click" })).status).toBe(200);
    expect(await digest()).toBe("never");
    expect((await post(address, { "List-Unsubscribe": "One-Click" })).status).toBe(200);
  });

  test("old mails and links are forgotten, but no kill", async () => {
    const { deliver } = await holder(["ours"]);
    await act("ours", "kill", { reason: "Wrong." });
    await deliver();
    pass((RETENTION.deliveryDays * DAY) / SECOND + HOUR_LONG);
    await cron();
    const { results } = await env.DB.prepare("SELECT DISTINCT event FROM mail").all<{ event: string }>();
    expect(results).toEqual([{ event: "story.killed" }]);
  });
});

/** Signs in by email. */
async function signedIn(take: (to: string) => Promise<{ subject: string; text: string }[]>): Promise<string> {
  await post("/sign-in", { email: EDITH });
  const mail = (await take(EDITH)).find(({ subject }) => subject.startsWith("Sign in"));
  const response = await post(linkIn(mail, "/sign-in/"), {});
  return /[^;]+/.exec(response.headers.get("Set-Cookie") ?? "")?.[0] ?? "";
}

test.each([
  ["paper.example", true],
  ["news.paper.co.uk", true],
  ["gmail.com", false],
  ["hanmail.net", false],
  ["co.uk", false],
  ["github.io", false],
  ["paper.github.io", true],
])("whether the owner of %s can be asked by mail: %s", (domain, can) => {
  expect(hasOwnerMail(domain)).toBe(can);
});

test("a domain where anybody can have an address isn’t asked", async () => {
  openMailbox();
  const { token } = await applied({ domains: ["gmail.com"] });
  const asked = await post(`/applications/${token}/ask-owner`, { domain: "gmail.com", mailbox: "admin" });
  expect([asked.status, await asked.text()]).toEqual([422, expect.stringContaining("we can’t ask by email")]);
  expect((await post(`/applications/${token}/ask-owner`, { domain: "other.example", mailbox: "admin" })).status).toBe(
    422,
  );
  expect((await post(`/applications/${token}/ask-owner`, { domain: "gmail.com", mailbox: "edith" })).status).toBe(422);
});
