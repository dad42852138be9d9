import { env } from "cloudflare:workers";
import { strFromU8, unzipSync } from "fflate";
import { beforeEach, describe, expect, test } from "vitest";
import { Kit } from "../../src/contract/kit.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { RATE } from "../../src/model/policy.ts";
import { MINUTE } from "../../src/model/time.ts";
import { KIT_FORMATS } from "../../src/render/kit/formats.ts";
import { pass } from "../support/clock.ts";
import { costOf } from "../support/d1.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import {
  applied,
  basic,
  bearer,
  decided,
  keyFor,
  prove,
  publisherWithKey,
  signedIn,
  sites,
} from "../support/publisher.ts";
import { act, freshWire, get, MASTHEAD, publish, publishMasthead, request, upload } from "../support/wire.ts";

// The republish kit: who gets it, in which formats, and what is recorded. Each format's content is tested in
// test/unit/render/kit.

/** The extensions of a kit's files that contain the text. */
const FILES = Object.keys(KIT_FORMATS).map((ending) => `.${ending}`);
/** Returns every address of a story's kit that contains its text. */
const kitOf = (id: string) => [
  ...["", ...FILES].map((file) => `/articles/${id}/republish${file}`),
  `/v1/articles/${id}/republish`,
];

/** A license that publishers may apply for, one that is open to anyone, and one that is open to nobody. */
const LICENCES: MastheadInput = {
  ...MASTHEAD,
  licences: {
    ...MASTHEAD.licences,
    open: { ...MASTHEAD.licences.open, grant: { republish: "allow" }, eligibility: { who: "anyone" } },
    eligible: { ...MASTHEAD.licences.eligible, grant: { republish: "allow" } },
    reserved: { ...MASTHEAD.licences.reserved, eligibility: { who: "nobody" } },
  },
};

const TEXT = "Fathoms of mud";
let travels = "";
let stays = "";

const story = (licence: string, changes: Record<string, unknown> = {}) => ({
  licence,
  headline: `Harbour under ${licence}`,
  body: `<p>${TEXT} &amp; sand.</p><img src="/images/${travels}"><img src="/images/${stays}">`,
  images: [
    {
      sha256: travels,
      alt: "A pier",
      caption: "The pier.",
      credit: "P. Lens",
      owner: "Test Foundation",
      licence: "open",
    },
    {
      sha256: stays,
      alt: "Old pier",
      caption: "Hidden caption.",
      credit: "Archive",
      owner: "Saltmarsh",
      licence: "none",
    },
  ],
  ...changes,
});

beforeEach(async () => {
  await freshWire();
  sites({});
  [travels, stays] = [await upload(png(40, 30, "pier")), await upload(png(40, 30, "archive"))];
  await publishMasthead(LICENCES);
  await publish("free", story("open"));
  await publish("ours", story("eligible"));
  await publish("theirs", story("reserved"));
  pass(60);
});

/** Returns a response as text; for a ZIP file, its contents. */
async function textOf(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isPacked = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return isPacked
    ? Object.values(unzipSync(bytes))
        .map((file) => strFromU8(file))
        .join("\n")
    : strFromU8(bytes);
}

const mainOf = (page: string): string => page.slice(page.indexOf("<main"), page.indexOf("</main>"));

type Publisher = Awaited<ReturnType<typeof publisherWithKey>>;

/** Returns everyone who may ask, with their request headers. */
async function askers(): Promise<Record<string, Record<string, string>> & { publisher?: never }> {
  const { id, key, token } = await publisherWithKey();
  const feed = await keyFor(token, { kind: "feed" });
  return {
    nobody: {},
    person: { Cookie: await signedIn(`p${id}`) },
    bearer: bearer(key),
    basic: basic(key),
    feed: bearer(feed.key),
  };
}

/** What every copy of a story contains besides its text. */
const WHOLE = ["Ann Author", "Test Foundation", "First published", "Licence full"];

describe("the kit of an open story", () => {
  test("is there for everybody, whole, in every form, and to be saved", async () => {
    for (const path of kitOf("free")) {
      const response = await get(path);
      const text = await textOf(response.clone());
      expect([path, response.status, text.includes(TEXT)]).toEqual([path, 200, true]);
      // In WordPress, the headline has its own field.
      const said = [...(path.endsWith(".blocks.html") ? [] : ["Harbour under open"]), ...WHOLE];
      expect([path, said.filter((each) => !text.includes(each))]).toEqual([path, []]);
      const ending = FILES.find((file) => path.endsWith(`republish${file}`));
      expect(response.headers.get("Content-Disposition")).toBe(ending ? `attachment; filename="free${ending}"` : null);
      if (path.startsWith("/articles/"))
        expect(response.headers.get("X-Robots-Tag")).toBe("noindex, bingbot: noarchive");
    }
  });

  test("as JSON is what the description says, and each of its addresses answers", async () => {
    const kit = Kit.parse(await (await get("/v1/articles/free/republish")).json());
    expect(kit.lines).toMatchObject({ headline: "Harbour under open", byline: expect.stringContaining("Ann Author") });
    expect(kit.checklist.must.join("\n")).toContain("Ann Author");
    expect(kit.checklist.may).toContain("Use 1 of its 2 pictures");
    expect(kit.checklist.mayNot).toContain("Use the picture that isn’t licensed");
    expect(kit.pictures).toMatchObject({ taken: [{ credit: "P. Lens" }], kept: [{ owner: "Saltmarsh" }] });
    for (const { url, type } of [...kit.downloads, { url: kit.pictures.zip ?? "", type: "application/zip" }]) {
      const response = await get(new URL(url).pathname);
      expect([url, response.status, response.headers.get("Content-Type")]).toEqual([url, 200, type]);
    }
  });

  test("has the pictures that travel in one file, with what has to stand beside them", async () => {
    const files = unzipSync(new Uint8Array(await (await get("/articles/free/republish.zip")).arrayBuffer()));
    expect(Object.keys(files).sort()).toEqual(["credits.txt", "free-1.png"]);
    expect(files["free-1.png"]).toEqual(png(40, 30, "pier"));
    const notes = strFromU8(files["credits.txt"] ?? new Uint8Array());
    for (const said of ["free-1.png", "The pier.", "P. Lens", "Licence full", "Not included", "Saltmarsh"])
      expect(notes).toContain(said);
  });

  test("has a script of ours at most, and nothing in its markup runs", async () => {
    const response = await get("/articles/free/republish");
    expect(response.headers.get("Content-Security-Policy")).toMatch(/script-src 'self'(?:;|$)/);
    const page = await response.text();
    expect(page).not.toMatch(/<script(?![^>]* src="\/)|<script[^>]*>[^<]|\sstyle="|\son\w+="/);
    const script = /<script[^>]* src="([^"]+)"/.exec(page)?.[1] ?? "";
    expect((await get(script)).headers.get("Content-Type")).toMatch(/^text\/javascript/);
  });

  test("costs few rows of the database, and none when it is asked for again", async () => {
    expect((await costOf(() => get("/articles/free/republish"))).rowsRead).toBeLessThanOrEqual(20);
    expect((await costOf(() => get("/articles/free/republish"))).rowsRead).toBe(0);
    expect((await costOf(() => get("/articles/free/republish.docx"))).rowsRead).toBeLessThanOrEqual(20);
    expect(
      (await costOf(async () => (await get("/articles/free/republish.zip")).arrayBuffer())).rowsRead,
    ).toBeLessThanOrEqual(20);
  });
});

describe("the kit of a story for publishers", () => {
  test("opens to its people and to keys that read everything, and to nobody else", async () => {
    const all = await askers();
    for (const path of kitOf("ours"))
      for (const [who, headers] of Object.entries(all)) {
        const isPage = path === "/articles/ours/republish";
        const isApi = path.startsWith("/v1/");
        // The API knows no sessions, and no key in Basic; a key for feeds only opens no kit.
        if (isApi && who === "basic") continue;
        const refused = who === "nobody" || (isApi && who === "person");
        const status = who === "feed" ? 403 : refused && !isPage ? 404 : 200;
        const response = await get(path, headers);
        const text = await textOf(response.clone());
        expect([path, who, response.status, text.includes(TEXT)]).toEqual([
          path,
          who,
          status,
          status === 200 && !refused,
        ]);
        if (status === 200 && !refused) expect(response.headers.get("Cache-Control")).toMatch(/^private\b/);
      }
  });

  test("says in a sentence who may, with the way to sign in and to apply", async () => {
    const page = await (await get("/articles/ours/republish")).text();
    expect(page).toContain('href="/sign-in?next=%2Farticles%2Fours%2Frepublish"');
    expect(mainOf(page)).toContain('href="/apply"');
    expect(page).not.toContain("data-copy");
    const nobodys = await (await get("/articles/theirs/republish")).text();
    expect(nobodys).toContain("mailto:licensing@example.org");
    expect(mainOf(nobodys)).not.toMatch(/href="\/(?:apply|sign-in)/);
  });

  test("never mixes those who may up with those who may not", async () => {
    const { id } = await publisherWithKey();
    const Cookie = await signedIn(`p${id}`);
    const path = "/articles/ours/republish";
    const before = await get(path);
    const mine = await get(path, { Cookie });
    const after = await get(path);
    expect([await before.text(), await mine.text(), await after.text()].map((text) => text.includes(TEXT))).toEqual([
      false,
      true,
      false,
    ]);
    for (const response of [before, mine, after]) {
      expect(response.headers.get("Vary")).toMatch(/Authorization.*Cookie|Cookie.*Authorization/);
      expect(response.headers.get("Cache-Control")).toMatch(/no-cache|no-store/);
    }
    // A browser that sends the other reader's validator gets a full response.
    const [closed = "", open = ""] = [before, mine].map(({ headers }) => headers.get("ETag") ?? "");
    expect((await get(path, { Cookie, "If-None-Match": closed })).status).toBe(200);
    expect((await get(path, { "If-None-Match": open })).status).toBe(200);
    expect((await get(path, { "If-None-Match": closed })).status).toBe(304);
  });

  test("stays closed to a publisher without the licence, to an unknown session and to an unknown key", async () => {
    const { id } = await publisherWithKey({ licences: ["open"], domains: ["other.example"] });
    const closed = [{ Cookie: await signedIn(`p${id}`) }, { Cookie: `session=cwsession_${"x".repeat(43)}` }];
    for (const headers of closed)
      for (const path of kitOf("ours")) {
        const text = await textOf(await get(path, headers));
        expect([path, text.includes(TEXT)]).toEqual([path, false]);
      }
    for (const file of FILES) {
      const response = await get(`/articles/ours/republish${file}`, bearer(`cw_${"x".repeat(43)}`));
      expect([file, response.status]).toEqual([file, 401]);
    }
  });

  test("is closed at once when the publisher is suspended", async () => {
    const { id } = await publisherWithKey();
    const Cookie = await signedIn(`p${id}`);
    expect(await (await get("/articles/ours/republish", { Cookie })).text()).toContain(TEXT);
    await decided(id, "suspend");
    pass(60);
    expect(await (await get("/articles/ours/republish", { Cookie })).text()).not.toContain(TEXT);
    expect((await get("/articles/ours/republish.docx", { Cookie })).status).toBe(404);
  });

  test("is taken as often in a minute as everything else is read: by people and keys of a publisher together", async () => {
    const { id, key } = await publisherWithKey({ licences: ["eligible"] });
    const Cookie = await signedIn(`p${id}`);
    isolate.readCounts.set(id, { minute: Math.floor(Date.now() / MINUTE), count: RATE.keyReads - 1 });
    expect((await get("/articles/ours/republish", { Cookie })).status).toBe(200);
    const paths = kitOf("ours").filter((path) => !path.startsWith("/v1/"));
    for (const headers of [{ Cookie }, bearer(key)])
      for (const path of paths)
        expect((await expectProblem(await get(path, headers), 429, "too-many-requests")).code).toBe(
          "too-many-requests",
        );
    expect((await get("/articles/ours/republish")).status).toBe(200);
  });
});

describe("a kit gives nothing away", () => {
  test("in no form is there a picture that stays, nor its words", async () => {
    const { key } = await publisherWithKey();
    for (const id of ["free", "ours", "theirs"])
      for (const path of [...kitOf(id), `/articles/${id}/republish.zip`]) {
        const text = await textOf(await get(path, bearer(key)));
        expect([path, text.includes(stays), text.includes("Hidden caption")]).toEqual([path, false, false]);
        if (id === "theirs") expect([path, text.includes(TEXT)]).toEqual([path, false]);
      }
  });

  test("what isn't out is as what never was", async () => {
    const { id, key } = await publisherWithKey();
    const people: Record<string, string>[] = [{}, bearer(key), { Cookie: await signedIn(`p${id}`) }];
    await publish("later", story("open", { embargo: "2026-12-31T00:00:00Z" }));
    await publish("back", story("open", { headline: "Taken back" }));
    await act("back", "withhold", { reason: "Looking into it." });
    pass(60);
    for (const headers of people)
      for (const name of ["later", "back"])
        for (const path of [...kitOf(name), `/articles/${name}/republish.zip`]) {
          const [there, never] = [await get(path, headers), await get(path.replace(name, "never"), headers)];
          expect([path, there.status, await there.text()]).toEqual([
            path,
            404,
            (await never.text()).replaceAll("never", name),
          ]);
        }
  });

  test("a killed story's kit is gone, and says only what its notice says", async () => {
    const { id, key } = await publisherWithKey();
    await act("free", "kill", { reason: "Sourcing error." });
    await act("ours", "kill", { reason: "Sourcing error." });
    pass(60);
    for (const headers of [{}, bearer(key), { Cookie: await signedIn(`p${id}`) }])
      for (const name of ["free", "ours"])
        for (const path of [...kitOf(name), `/articles/${name}/republish.zip`]) {
          const response = await get(path, headers);
          const text = await response.text();
          expect([path, response.status]).toEqual([path, 410]);
          expect(text).not.toMatch(new RegExp(`${TEXT}|Harbour under`));
        }
  });

  test("a renamed story's kit leads on by every name, as the same file, for each reader", async () => {
    const { id } = await publisherWithKey();
    const Cookie = await signedIn(`p${id}`);
    await publish("pier", story("eligible", { was: ["ours"] }));
    pass(60);
    for (const file of ["", ...FILES, ".zip"]) {
      const response = await request(`/articles/ours/republish${file}`, { headers: { Cookie }, redirect: "manual" });
      expect([
        file,
        response.status,
        new URL(response.headers.get("Location") ?? "", "http://localhost:8787").pathname,
      ]).toEqual([file, 308, `/articles/pier/republish${file}`]);
    }
    expect(await (await get("/articles/pier/republish", { Cookie })).text()).toContain(TEXT);
  });

  test("an address that isn't one of a kit is unknown", async () => {
    for (const path of [
      "/articles/free/republish.exe",
      "/articles/free/republish/",
      "/articles/free/republish.html.zip",
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    await expectProblem(await get("/articles/never/republish.docx"), 404, "not-found");
    expect((await request("/articles/free/republish", { method: "POST" })).status).toBe(405);
  });
});

describe("what is noted of a kit", () => {
  const noted = async (table: "holding" | "picture_holding") =>
    (await env.DB.prepare(`SELECT publisher, article FROM ${table}`).all()).results;

  const unchanged = async (path: string, headers: Record<string, string>) => {
    const { headers: head } = await request(path, { method: "HEAD", headers });
    expect((await get(path, { ...headers, "If-None-Match": head.get("ETag") ?? "" })).status).toBe(304);
  };

  type Who = { publisher: Publisher; headers: Record<string, string> };
  const asPerson = async (publisher: Publisher): Promise<Who> => ({
    publisher,
    headers: { Cookie: await signedIn(`p${publisher.id}`) },
  });
  const asKey = async (publisher: Publisher): Promise<Who> => ({ publisher, headers: bearer(publisher.key) });

  test.each([
    ...kitOf("ours")
      .filter((path) => path.startsWith("/articles/"))
      .map((path) => [path, asPerson] as const),
    ...kitOf("ours").map((path) => [path, asKey] as const),
    ["/articles/free/republish", asPerson] as const,
    ["/articles/free/republish.md", asKey] as const,
  ])("%s: a text, for a person and for a key", async (path, as) => {
    const { publisher, headers } = await as(await publisherWithKey());
    await (await get(path, headers)).arrayBuffer();
    const article = path.includes("/free/") ? "free" : "ours";
    await expect.poll(() => noted("holding")).toEqual([{ publisher: publisher.id, article }]);
    expect(await noted("picture_holding")).toEqual([]);
  });

  test("the pictures in one file: the pictures, and no text", async () => {
    const { publisher, headers } = await asPerson(await publisherWithKey());
    await (await get("/articles/ours/republish.zip", headers)).arrayBuffer();
    await expect.poll(() => noted("picture_holding")).toEqual([{ publisher: publisher.id, article: "ours" }]);
    expect(await noted("holding")).toEqual([]);
  });

  test("of everybody else, of who asks for the head, and of who has it already: nothing", async () => {
    const publisher = await publisherWithKey();
    const { headers } = await asPerson(publisher);
    for (const path of [...kitOf("free"), ...kitOf("ours")]) await (await get(path)).arrayBuffer();
    for (const path of ["/articles/ours/republish", "/articles/ours/republish.docx"]) await unchanged(path, headers);
    await request("/articles/ours/republish.zip", { method: "HEAD", headers });
    await (await get("/articles/theirs/republish", headers)).arrayBuffer();
    pass(60);
    expect([...(await noted("holding")), ...(await noted("picture_holding"))]).toEqual([]);
  });

  test("a kill finds who opened a kit while signed in", async () => {
    const { publisher, headers } = await asPerson(await publisherWithKey());
    await (await get("/articles/ours/republish", headers)).text();
    await expect.poll(() => noted("holding")).toHaveLength(1);
    await act("ours", "kill", { reason: "Sourcing error." });
    const recalls = await (await get("/v1/publisher/recalls", bearer(publisher.key))).text();
    expect(recalls).toContain("ours");
  });

  test("somebody whose publisher has accepted nothing yet takes what is free for everyone, and it is noted", async () => {
    const { id, token } = await applied();
    await prove(token);
    await decided(id, "approve");
    const Cookie = await signedIn(`p${id}`);
    expect(await (await get("/articles/free/republish", { Cookie })).text()).toContain(TEXT);
    expect(await (await get("/articles/ours/republish", { Cookie })).text()).not.toContain(TEXT);
    await expect.poll(() => noted("holding")).toEqual([{ publisher: id, article: "free" }]);
  });
});
