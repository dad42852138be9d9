import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { cookieName, nextAddress, sessionCookie } from "../../src/http/auth/session.ts";
import { RATE, SIGN_IN } from "../../src/model/policy.ts";
import { newSecret } from "../../src/model/publisher/key.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import {
  applied,
  basic,
  bearer,
  cookieIn,
  decided,
  form,
  getOwnPublisher,
  json,
  linkFor,
  publisherWithKey,
  signedIn,
  wireWith,
} from "../support/publisher.ts";
import { desk, get, request, TOKEN } from "../support/wire.ts";

// People sign in with a link: opening it changes nothing, it works once, and it starts a session that ends when somebody ends it.

let publisher: Awaited<ReturnType<typeof publisherWithKey>>;
let contact: string;

beforeEach(async () => {
  await wireWith("free", "ours");
  publisher = await publisherWithKey();
  contact = `p${publisher.id}`;
});

const PAGE = { Accept: "text/html" };
const open = (path: string, cookie = ""): Promise<Response> =>
  request(path, { headers: { ...PAGE, Cookie: cookie }, redirect: "manual" });
const press = (link: string, headers: Record<string, string> = {}): Promise<Response> =>
  request(link, form({}, headers));

/** Whether a cookie still opens the publisher's pages; otherwise they redirect to the sign-in page. */
async function isIn(cookie: string): Promise<boolean> {
  const response = await open("/publisher", cookie);
  if (response.status === 200) return true;
  expect([response.status, response.headers.get("Location")]).toEqual([303, "/sign-in?next=%2Fpublisher"]);
  return false;
}

const tables = async (): Promise<string> => {
  const found = await env.DB.batch(
    ["person", "sign_in_link", "session", "audit", "publisher"].map((table) =>
      env.DB.prepare(`SELECT * FROM ${table}`),
    ),
  );
  return JSON.stringify(found.map(({ results }) => results));
};

const People = z.object({ people: z.array(z.object({ id: z.string(), email: z.string(), role: z.string() })) });
const Link = z.object({ address: z.url() });

/** Invites another member of the publisher with its key. */
async function member(email = "mia@paper.example"): Promise<string> {
  const response = await request("/v1/publisher/people", json({ name: "Mia Member", email }, bearer(publisher.key)));
  return z.object({ id: z.string() }).parse(await response.json()).id;
}

/** Adds a member of the desk. */
async function editor(): Promise<string> {
  const response = await desk("POST", "/people", { name: "Dora Desk", email: "Dora@Foundation.example" });
  return z.object({ id: z.string() }).parse(await response.json()).id;
}

describe("signing in", () => {
  test("is a link, its button, and a cookie that no script reads and no other site's form brings", async () => {
    const link = await linkFor(contact);
    const before = await tables();
    const shown = await open(link);
    expect(shown.status).toBe(200);
    expect(shown.headers.get("Set-Cookie")).toBeNull();
    const page = await shown.text();
    for (const words of ["Edith Editor", "The Daily Paper", "<button"]) expect(page).toContain(words);
    expect(await tables()).toBe(before);

    const done = await press(link);
    expect([done.status, done.headers.get("Location")]).toEqual([303, "/publisher"]);
    expect(done.headers.get("Set-Cookie")).toMatch(
      /^session=cwsession_[\w-]{50}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
    );
    const library = await open("/publisher", cookieIn(done));
    expect(library.status).toBe(200);
    expect(await library.text()).toContain("Edith Editor");
  });

  test("has a cookie that browsers keep for this host alone, except on localhost", () => {
    expect(sessionCookie("https://wire.example.org", "x")).toBe(
      "__Host-session=x; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure",
    );
    expect(["http://localhost", "http://localhost:8787"].map(cookieName)).toEqual(["session", "session"]);
    for (const origin of [
      "https://localhost",
      "http://localhost.example.org",
      "http://127.0.0.1",
      "http://wire.example",
    ])
      expect(cookieName(origin)).toBe("__Host-session");
  });

  test("leads on to where somebody was going", async () => {
    const asked = await open("/publisher/team?x=1");
    expect(asked.headers.get("Location")).toBe("/sign-in?next=%2Fpublisher%2Fteam%3Fx%3D1");
    const page = await open(asked.headers.get("Location") ?? "");
    const next = cookieIn(page);
    const done = await press(await linkFor(contact), { Cookie: next });
    expect(done.headers.get("Location")).toBe("/publisher/team?x=1");
    expect(
      await open("/sign-in?next=/publisher/keys", cookieIn(done)).then(({ headers }) => headers.get("Location")),
    ).toBe("/publisher/keys");
  });

  test("for the desk opens its pages beside tokens, under the person's name, and never a publisher's", async () => {
    const done = await press(await linkFor(await editor()));
    expect(done.headers.get("Location")).toMatch(/^\/desk/);
    const cookie = cookieIn(done);
    for (const path of ["/desk", "/desk/articles", "/desk/people"]) expect((await open(path, cookie)).status).toBe(200);
    expect(await isIn(cookie)).toBe(false);
    await request(
      `/desk/publishers/${publisher.id}/decisions`,
      form({ decision: "suspend", reason: "A while." }, { Cookie: cookie }),
    );
    const { audit } = await (await desk("GET", "/audit")).json<{ audit: { by: string; action: string }[] }>();
    expect(audit[0]).toMatchObject({ by: "dora@foundation.example", action: "suspend" });
    expect((await request("/desk", { headers: basic(TOKEN) })).status).toBe(200);
    const strangers = [await signedIn(contact), `session=${newSecret("session", new Uint8Array(32))}`];
    for (const stranger of strangers) expect((await open("/desk", stranger)).status).toBe(401);
    // The API accepts no cookie: nothing that a browser sends automatically may publish or decide.
    expect((await open("/v1/desk/people", cookie)).status).toBe(401);
    expect((await open("/v1/publisher/people", await signedIn(contact))).status).toBe(401);
  });

  test("of a suspended publisher shows how it stands; what its keys can't read, its people can't", async () => {
    await decided(publisher.id, "suspend");
    const cookie = await signedIn(contact);
    expect(await (await open("/publisher/account", cookie)).text()).toContain("suspended");
    expect(await (await open("/publisher", cookie)).text()).not.toContain("Licensed body.");
    expect((await request("/publisher/keys", form({ name: "CMS", scope: "read" }, { Cookie: cookie }))).status).toBe(
      409,
    );
  });
});

/** Ways to make a link invalid, each with the status and the words of the refusal. */
const DEAD: [string, (link: string) => Promise<unknown>, number, string][] = [
  ["used twice", (link) => press(link), 410, "already been used"],
  ["late", async () => pass(SIGN_IN.linkMinutes * 60), 410, "has expired"],
  [
    "late, and tidied away by the cron",
    async () => {
      pass(SIGN_IN.linkMinutes * 60);
      await cron();
    },
    410,
    "has expired",
  ],
  ["replaced by a newer one", () => linkFor(contact), 410, "has expired"],
  ["of a publisher that left", () => request(`/applications/${publisher.token}/leave`, form({})), 403, "closed"],
];

async function expectDead(link: string, status: number, words: string): Promise<void> {
  for (const response of [await open(link), await press(link)]) {
    expect(response.status).toBe(status);
    expect(response.headers.get("Set-Cookie")).toBeNull();
    const page = await response.text();
    expect(page).toContain(words);
    expect(page).toContain(`href="/sign-in"`);
    expect(page).not.toContain(link);
  }
}

describe("a link is refused, with what to do", () => {
  test.each(DEAD)("%s", async (_, arrange, status, words) => {
    const link = await linkFor(contact);
    await arrange(link);
    await expectDead(link, status, words);
  });

  test("of somebody who was removed since", async () => {
    const id = await member();
    const link = await linkFor(id);
    await request(`/v1/publisher/people/${id}`, { method: "DELETE", headers: bearer(publisher.key) });
    await expectDead(link, 403, "removed");
  });

  test.each([
    ["unknown", newSecret("link", new Uint8Array(32))],
    ["misspelt", "cwlink_nearly"],
    ["a key", newSecret("full", new Uint8Array(32))],
  ])("%s", (_, token) => expectDead(`/sign-in/${token}`, 404, "don’t recognize"));

  test("software gets the same as a problem with a stable code", async () => {
    const link = await linkFor(contact);
    await press(link);
    const response = await request(link, { method: "POST", body: "" });
    expect(await response.json()).toMatchObject({ status: 410, code: "gone" });
  });
});

describe("a link is guarded", () => {
  test("opening it changes nothing: by GET, HEAD, OPTIONS, as often as any scanner likes, and the button works then", async () => {
    const link = await linkFor(contact);
    const before = await tables();
    for (const method of ["GET", "HEAD", "OPTIONS", "GET", "PUT", "DELETE"]) {
      const response = await request(link, { method, headers: PAGE });
      expect(response.headers.get("Set-Cookie")).toBeNull();
      await response.body?.cancel();
    }
    for (const spelling of [`${link}/`, link.toUpperCase(), `${link}?next=/publisher`])
      await (await open(spelling)).text();
    expect(await tables()).toBe(before);
    expect((await press(link)).status).toBe(303);
  });

  test.each([
    ["that a browser names", { "Sec-Fetch-Site": "cross-site" }],
    ["of the same domain", { "Sec-Fetch-Site": "same-site" }],
    ["in a frame of nobody", { "Sec-Fetch-Site": "cross-site", Origin: "null" }],
  ])("the button of another site %s signs nobody in", async (_, headers) => {
    const link = await linkFor(contact);
    for (const path of [link, "/sign-in", "/sign-out"]) {
      const response = await press(path, headers);
      expect([path, response.status]).toEqual([path, 403]);
      expect(response.headers.get("Set-Cookie")).toBeNull();
    }
    expect((await press(link)).status).toBe(303);
  });

  test("an old browser's form of another site is refused, too", async () => {
    const link = await linkFor(contact);
    expect((await request(link, { method: "POST", headers: { Origin: "https://evil.example" } })).status).toBe(403);
  });

  test("of two who press at once, one signs in", async () => {
    const link = await linkFor(contact);
    const answers = await Promise.all([press(link), press(link), press(link)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410]);
  });

  test("its address goes no further: no page lets a browser tell it, and no answer repeats it but its own", async () => {
    const link = await linkFor(contact);
    const answers = [await open(link), await press(link), await open(link), await press(link), await open("/sign-in")];
    for (const response of answers)
      expect([response.headers.get("Referrer-Policy"), response.headers.get("Cache-Control")]).toEqual([
        "no-referrer",
        "private, no-store",
      ]);
    const [token = ""] = /cwlink_[\w-]+/.exec(link) ?? [];
    expect(await tables()).not.toContain(token);
    expect(await (await desk("GET", "/audit")).text()).not.toContain(token);
  });
});

describe("a session", () => {
  test("is a new one at each sign-in: a cookie that was there before is never taken over", async () => {
    const fixed = newSecret("session", new Uint8Array(32).fill(7));
    const done = await press(await linkFor(contact), { Cookie: `session=${fixed}` });
    expect(cookieIn(done)).not.toContain(fixed);
    expect(await isIn(`session=${fixed}`)).toBe(false);
    const again = await press(await linkFor(contact), { Cookie: cookieIn(done) });
    expect(cookieIn(again)).not.toBe(cookieIn(done));
    for (const cookie of [cookieIn(done), cookieIn(again)]) expect(await isIn(cookie)).toBe(true);
  });

  test("is kept as a hash, and is in no answer", async () => {
    const cookie = await signedIn(contact);
    const [secret = ""] = /cwsession_[\w-]+/.exec(cookie) ?? [];
    expect(secret).not.toBe("");
    expect(await tables()).not.toContain(secret);
    for (const path of ["", "/team", "/keys", "/account", "/delivery", "/agreements"]) {
      const response = await open(`/publisher${path}`, cookie);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get("Cache-Control")).toBe("private, no-store");
      expect([...response.headers].join() + (await response.text())).not.toContain(secret);
    }
  });

  test.each([
    ["it is 30 days old", async () => pass(SIGN_IN.sessionDays * 86_400)],
    ["its browser signed out", (cookie: string) => request("/sign-out", form({}, { Cookie: cookie }))],
    [
      "the contact ended it",
      async () => {
        const own = await signedIn(contact);
        const sessions = await env.DB.prepare("SELECT id FROM session ORDER BY rowid").all<{ id: string }>();
        const path = `/publisher/team/sessions/${sessions.results[0]?.id}/end`;
        expect((await request(path, form({}, { Cookie: own }))).status).toBe(303);
      },
    ],
    [
      "its person was removed",
      async () => {
        const { people } = People.parse(await (await get("/v1/publisher/people", bearer(publisher.key))).json());
        const id = people.find(({ role }) => role === "member")?.id;
        const headers = bearer(publisher.key);
        expect((await request(`/v1/publisher/people/${id}`, { method: "DELETE", headers })).status).toBe(204);
      },
    ],
    ["its publisher left", async () => request("/publisher/leave", form({}, { Cookie: await signedIn(contact) }))],
  ])("opens nothing more, at once, once %s", async (_, arrange) => {
    const cookie = await signedIn(await member());
    expect(await isIn(cookie)).toBe(true);
    await arrange(cookie);
    expect(await isIn(cookie)).toBe(false);
    expect((await request("/publisher/keys", form({ name: "CMS" }, { Cookie: cookie }))).headers.get("Location")).toBe(
      "/sign-in",
    );
  });

  test("is forgotten by the browser that signs out, and others stay signed in", async () => {
    const [one, other] = [await signedIn(contact), await signedIn(contact)];
    const out = await request("/sign-out", form({}, { Cookie: one }));
    expect(out.headers.get("Set-Cookie")).toBe("session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    expect(out.headers.get("Location")).toBe("/sign-in");
    expect([await isIn(one), await isIn(other)]).toEqual([false, true]);
    expect((await open("/sign-out", other)).status).toBe(405);
    expect(await isIn(other)).toBe(true);
  });

  test("says when it was used last, to ten minutes, in one write", async () => {
    const cookie = await signedIn(contact);
    const seen = () => env.DB.prepare("SELECT seen FROM session").first<string>("seen");
    const begin = await seen();
    pass(SIGN_IN.seenMinutes * 60 - 1);
    await isIn(cookie);
    expect(await seen()).toBe(begin);
    pass(1);
    await isIn(cookie);
    await expect.poll(seen).not.toBe(begin);
  });
});

describe("a team", () => {
  test("is invited by its contact, who passes each link on", async () => {
    const cookie = await signedIn(contact);
    const invited = await request(
      "/publisher/team",
      form({ name: "Mia Member", email: "Mia@Paper.example" }, { Cookie: cookie }),
    );
    const [link = ""] = /\/sign-in\/cwlink_[\w-]+/.exec(await invited.text()) ?? [];
    const own = cookieIn(await press(link));
    const team = await (await open("/publisher/team", own)).text();
    for (const words of ["Mia Member", "mia@paper.example", "Edith Editor"]) expect(team).toContain(words);
  });

  test("is changed by its contact alone; a member signs in, out, and ends sessions of their own", async () => {
    const id = await member();
    const [own, other] = [await signedIn(id), await signedIn(id)];
    const forms: [string, Record<string, string>][] = [
      ["/publisher/team", { name: "X", email: "x@paper.example" }],
      [`/publisher/team/${contact}/link`, {}],
      [`/publisher/team/${contact}/remove`, {}],
      [`/publisher/team/${id}/contact`, {}],
      ["/publisher/address", {}],
      ["/publisher/leave", {}],
    ];
    const before = await tables();
    for (const [path, fields] of forms) {
      const response = await request(path, form(fields, { Cookie: own }));
      expect([path, response.status]).toEqual([path, 403]);
    }
    expect(await tables()).toBe(before);
    const sessions = await env.DB.prepare("SELECT id FROM session ORDER BY rowid").all<{ id: string }>();
    const [, second] = sessions.results;
    expect((await request(`/publisher/team/sessions/${second?.id}/end`, form({}, { Cookie: own }))).status).toBe(303);
    expect([await isIn(own), await isIn(other)]).toEqual([true, false]);
    await signedIn(contact);
    const third = await env.DB.prepare("SELECT id FROM session WHERE person = ?1").bind(contact).first<string>("id");
    expect((await request(`/publisher/team/sessions/${third}/end`, form({}, { Cookie: own }))).status).toBe(403);
  });

  test("keeps its contact, who can hand over to another one", async () => {
    const id = await member();
    const cookie = await signedIn(contact);
    expect((await request(`/publisher/team/${contact}/remove`, form({}, { Cookie: cookie }))).status).toBe(409);
    const api = { method: "DELETE", headers: bearer(publisher.key) };
    expect((await request(`/v1/publisher/people/${contact}`, api)).status).toBe(409);
    expect((await request(`/publisher/team/${id}/contact`, form({}, { Cookie: cookie }))).status).toBe(303);
    const { people } = People.parse(await (await get("/v1/publisher/people", bearer(publisher.key))).json());
    expect(new Map(people.map(({ id: each, role }) => [each, role]))).toEqual(
      new Map([
        [contact, "member"],
        [id, "contact"],
      ]),
    );
    expect((await request(`/publisher/team/${id}/remove`, form({}, { Cookie: cookie }))).status).toBe(403);
    expect((await request(`/publisher/team/${contact}/remove`, form({}, { Cookie: await signedIn(id) }))).status).toBe(
      303,
    );
    expect(await isIn(cookie)).toBe(false);
  });

  test("is nobody else's: not another publisher's, and not for a key that only reads", async () => {
    const other = await publisherWithKey({
      domains: ["other.example"],
      contact: { name: "Olga Other", email: "olga@other.example" },
    });
    const theirs = `p${other.id}`;
    const session = await env.DB.prepare("SELECT id FROM session WHERE person = ?1").bind(theirs).first<string>("id");
    await signedIn(theirs);
    const cookie = await signedIn(contact);
    for (const path of [`${theirs}/link`, `${theirs}/remove`, `${theirs}/contact`, `sessions/${session}/end`]) {
      const response = await request(`/publisher/team/${path}`, form({}, { Cookie: cookie }));
      expect([path, response.status]).toEqual([path, 404]);
    }
    const headers = bearer(publisher.key);
    expect((await request(`/v1/publisher/people/${theirs}`, { method: "DELETE", headers })).status).toBe(404);
    expect((await request(`/v1/publisher/people/${theirs}/sign-in-links`, json({}, headers))).status).toBe(404);
    expect(await (await open("/publisher/team", cookie)).text()).not.toContain("Olga");
    const wish = { name: "R", scope: "read" };
    const read = await (await request("/v1/publisher/keys", json(wish, headers))).json<{ key: string }>();
    for (const path of ["/v1/publisher/people", "/publisher/team"])
      expect((await get(path, path.startsWith("/v1") ? bearer(read.key) : basic(read.key))).status).toBe(403);
  });

  test("leaves a line for each thing that was done to it", async () => {
    const id = await member();
    await signedIn(id);
    const cookie = await signedIn(contact);
    await request(`/publisher/team/${id}/contact`, form({}, { Cookie: cookie }));
    await request(`/v1/publisher/people/${contact}`, { method: "DELETE", headers: bearer(publisher.key) });
    const { audit } = await (await desk("GET", `/audit?publisher=${publisher.id}`)).json<{
      audit: { action: string; by: string }[];
    }>();
    expect(audit.map(({ action }) => action).slice(0, 7)).toEqual([
      "remove-person",
      "make-contact",
      "sign-in",
      "make-sign-in-link",
      "sign-in",
      "make-sign-in-link",
      "invite-person",
    ]);
    expect(audit.find(({ action }) => action === "make-contact")?.by).toBe("edith@paper.example");
  });
});

describe("/sign-in", () => {
  const ask = (email: string, from: string): Promise<Response> =>
    request("/sign-in", form({ email }, { "CF-Connecting-IP": from }));

  test("answers a known and an unknown address alike, to the byte", async () => {
    const known = await ask("Edith@paper.example", "198.51.100.1");
    const unknown = await ask("nobody@paper.example", "198.51.100.2");
    expect(known.status).toBe(200);
    expect([...known.headers]).toEqual([...unknown.headers]);
    expect(await known.text()).toBe(await unknown.text());
  });

  test("shows the contact and the desk that somebody waits, until they have signed in", async () => {
    const id = await member();
    await ask("mia@paper.example", "198.51.100.3");
    const cookie = await signedIn(contact);
    const team = async () => (await open("/publisher/team", cookie)).text();
    const people = async () => (await request("/desk/people", { headers: basic(TOKEN) })).text();
    await expect.poll(team).toContain("Asked for a link");
    expect(await people()).toContain("mia@paper.example");
    pass(1);
    await signedIn(id);
    expect(await team()).not.toContain("Asked for a link");
    expect(await people()).not.toContain("mia@paper.example");
  });

  test("is limited by network and by recipient, whoever has that address", async () => {
    await member("flooded@paper.example");
    // Enough for one minute, and for the next one in case it starts in between.
    const many = 2 * RATE.signIns + 1;
    const refused = async (each: (at: number) => Promise<Response>): Promise<number> => {
      const answers = await Promise.all(Array.from({ length: many }, (_, at) => each(at)));
      const over = answers.filter(({ status }) => status === 429);
      expect(over.every(({ headers }) => headers.has("Retry-After"))).toBe(true);
      return over.length;
    };
    const net = (at: number) => `2001:db8:7:7:${at + 1}::${at + 1}`;
    expect(await refused((at) => ask(`n${at}@paper.example`, net(at)))).toBeGreaterThan(0);
    const from = (at: number) => `198.51.100.${100 + at}`;
    expect(await refused((at) => ask("flooded@paper.example", from(at)))).toBeGreaterThan(0);
    expect(await refused((at) => ask("unknown@paper.example", from(at + 50)))).toBeGreaterThan(0);
    expect((await ask("other@paper.example", "2001:db8:7:8::1")).status).toBe(200);
  });

  test("says what is wrong with what is no address", async () => {
    const response = await ask("edith", "198.51.100.9");
    expect(response.status).toBe(422);
    expect(await response.text()).toContain("edith");
  });

  const AWAY = [
    "https://evil.example/publisher",
    "//evil.example/publisher",
    "/\\evil.example",
    "/publisher\\@evil.example",
    "/publisher.evil.example",
    "publisher",
    "javascript:alert(1)",
    "/sign-out",
    "/publisher\r\nSet-Cookie: x=1",
    "/publisher\t",
    "/publisher/\u0000",
    "/images/a",
    `/publisher?${"x".repeat(5000)}`,
  ];

  test.each(AWAY)("leads nobody to %j", async (next) => {
    const path = `/sign-in?next=${encodeURIComponent(next)}`;
    const page = await open(path);
    expect(page.status).toBe(200);
    expect(page.headers.get("Set-Cookie")).toBeNull();
    expect((await open(path, await signedIn(contact))).headers.get("Location")).toBe("/publisher");
    const done = await press(await linkFor(contact), { Cookie: `next=${encodeURIComponent(next)}` });
    expect(done.headers.get("Location")).toBe("/publisher");
  });

  test.each([
    ["/publisher", "/publisher"],
    ["/publisher?q=caf%C3%A9", "/publisher?q=caf%C3%A9"],
    ["/publisher?q=café", "/publisher?q=caf%C3%A9"],
    ["/articles/harbour/republish", "/articles/harbour/republish"],
    ["/publisher/../publisher/team", "/publisher/team"],
    ["/publisher/..//evil.example", undefined],
    ["/desk/people#x", "/desk/people"],
  ])("takes %s as %s", (text, address) => expect(nextAddress(text)).toBe(address));
});

describe("public pages", () => {
  const PUBLIC = ["/", "/articles/free", "/feeds", "/feeds/latest.rss", "/licences/open", "/v1/articles", "/style.css"];

  test.each(PUBLIC)(
    "%s is answered from the same copy with a session and without, and sets no cookie",
    async (path) => {
      const cookie = await signedIn(contact);
      const answers = [];
      for (const headers of [{}, { Cookie: cookie }, { Cookie: "session=nothing; theme=dark" }, {}])
        answers.push(await request(path, { headers }));
      const texts = await Promise.all(
        answers.map(async (response) => [[...response.headers].join("\n"), await response.text()]),
      );
      expect(texts.slice(1)).toEqual([texts[0], texts[0], texts[0]]);
      expect(texts[0]?.[0]).toMatch(/cache-control,public, max-age=/);
      expect(texts[0]?.[0]).not.toMatch(/set-cookie|vary,.*cookie/i);
    },
  );
});

test("an applicant who isn't approved yet can be let in by the desk, and sees where it stands", async () => {
  const { id, token } = await applied({ domains: ["new.example"], monthlyAudience: 1 });
  const cookie = await signedIn(`p${id}`);
  expect((await open("/publisher/account", cookie)).status).toBe(200);
  expect((await request(`/v1/applications/${token}`)).status).toBe(404);
});

test("the desk's people are listed, invited and removed, and their sessions end at once", async () => {
  const id = await editor();
  const cookie = await signedIn(id);
  expect(await (await desk("GET", "/people")).text()).toContain("dora@foundation.example");
  expect((await desk("POST", "/people", { name: "Again", email: "dora@foundation.example" })).status).toBe(409);
  expect((await desk("DELETE", `/people/${id}`)).status).toBe(204);
  expect((await open("/desk", cookie)).status).toBe(401);
  expect((await desk("DELETE", `/people/${contact}`)).status).toBe(404);
  const { people } = People.parse(await (await desk("GET", `/publishers/${publisher.id}/people`)).json());
  expect(people.map(({ id: each }) => each)).toEqual([contact]);
  const link = Link.parse(await (await desk("POST", `/people/${contact}/sign-in-links`, {})).json());
  expect(link.address).toContain("/sign-in/cwlink_");
  expect((await getOwnPublisher(publisher.token)).status).toBe("approved");
});

test("sessions and links that are over are deleted by the cron: sessions at once, links once nobody is told of them", async () => {
  const count = async () =>
    (await env.DB.prepare(
      "SELECT (SELECT count(*) FROM session) AS sessions, (SELECT count(*) FROM sign_in_link) AS links",
    ).first<{
      sessions: number;
      links: number;
    }>()) ?? { sessions: -1, links: -1 };
  await signedIn(contact);
  const before = await count();
  expect(Math.min(before.sessions, before.links)).toBeGreaterThan(0);
  await cron();
  expect(await count()).toEqual(before);
  pass(SIGN_IN.linkMinutes * 60 + SIGN_IN.linkKnownHours * 3600);
  await cron();
  expect(await count()).toEqual({ ...before, links: 0 });
  pass(SIGN_IN.sessionDays * 24 * 3600);
  await cron();
  expect(await count()).toEqual({ sessions: 0, links: 0 });
});
