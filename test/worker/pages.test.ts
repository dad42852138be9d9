import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { EVENT_TYPES } from "../../src/model/push/event.ts";
import { elementsOf } from "../support/elements.ts";
import { applied, decided, form, linkFor, publisherWithKey, signedIn } from "../support/publisher.ts";
import { act, freshWire, get, MASTHEAD, publish, publishMasthead, request, TOKEN } from "../support/wire.ts";

// The rules for every page, so that one style sheet under a strict policy is enough for all.

type Asked = [path: string, as?: "publisher" | "desk"];

const KILLED = "gone";
let cookie = "";
let own = { token: "", id: "", applicant: "", applicantId: "", link: "" };

const { open: free, eligible, reserved } = MASTHEAD.licences;
const MAY_REPUBLISH = {
  ...MASTHEAD,
  publication: { ...MASTHEAD.publication, accent: "#0b5c7a" },
  licences: {
    ...MASTHEAD.licences,
    open: { ...free, name: "Terms full", grant: { republish: "allow" }, eligibility: { who: "anyone" } },
    eligible: { ...eligible, name: "Terms summary", grant: { republish: "allow" }, eligibility: { who: "publishers" } },
    reserved: { ...reserved, name: "Terms link" },
  },
} satisfies MastheadInput;

/** Creates a wire with a story of each kind, a signed-in publisher, and an applicant. */
beforeAll(async () => {
  await freshWire();
  await publishMasthead(MAY_REPUBLISH);
  await publish("free");
  await publish("ours", { licence: "eligible" });
  await publish("theirs", { licence: "reserved" });
  await publish(KILLED, { licence: "eligible" });
  const { id, token, key } = await publisherWithKey();
  await get("/licensed/articles/gone", { Authorization: `Bearer ${key}` });
  await act(KILLED, "kill", { reason: "A source withdrew." });
  await act("free", "correct", {
    version: 1,
    kind: "correction",
    note: "The headline was too long.",
    changes: { headline: "Harbour reopens early" },
  });
  cookie = await signedIn(`p${id}`);
  const applicant = await applied({ organization: "The Weekly Paper", domains: ["weekly.example"] });
  const refused = await applied({ organization: "Nobody’s Paper", domains: ["nobody.example"] });
  await decided(refused.id, "refuse");
  own = { token, id, applicant: applicant.token, applicantId: applicant.id, link: await linkFor(`p${id}`) };
});

const PAGES: readonly (() => Asked)[] = [
  () => ["/"],
  () => ["/feeds"],
  () => ["/docs"],
  () => ["/ns"],
  () => ["/apply"],
  () => ["/sign-in"],
  () => [own.link],
  () => ["/licences/open"],
  () => ["/licences/eligible"],
  () => ["/licences/reserved"],
  () => ["/articles/free"],
  () => ["/articles/ours"],
  () => ["/articles/theirs"],
  ...["free", "ours", "theirs"].map((id) => (): Asked => [`/articles/${id}/republish`]),
  () => ["/articles/ours/republish", "publisher"],
  () => [`/articles/${KILLED}`],
  () => ["/articles/nowhere"],
  () => ["/nowhere"],
  () => ["/images/nowhere"],
  () => ["/licences/nowhere"],
  () => ["/applications/nowhere"],
  () => ["/sign-in/nowhere"],
  () => ["/sign-in?next=/publisher"],
  () => [`/applications/${own.applicant}`],
  () => ["/publisher", "publisher"],
  () => ["/publisher?licence=eligible&q=harbour", "publisher"],
  () => ["/publisher?q=nothing-has-this", "publisher"],
  () => ["/publisher?days=5", "publisher"],
  ...["agreements", "keys", "delivery", "team", "account"].map(
    (tab) => (): Asked => [`/publisher/${tab}`, "publisher"],
  ),
  ...["", "/articles", "/articles/free", "/articles/free/kill", "/articles/free/versions/1", "/write", "/people"].map(
    (path) => (): Asked => [`/desk${path}`, "desk"],
  ),
  () => ["/desk/articles/free/diff?from=1&to=2", "desk"],
  () => [`/desk/articles/${KILLED}`, "desk"],
  () => [`/desk/articles/${KILLED}/diff?from=1&to=2`, "desk"],
  () => ["/desk/recalls", "desk"],
  () => ["/desk/log", "desk"],
  ...["?q=paper&status=approved", "/articles?q=harbour&status=released", "/recalls?state=open", "/log?about=story"].map(
    (path) => (): Asked => [`/desk${path}`, "desk"],
  ),
  ...["?q=nothing-has-this", "/articles?q=nothing-has-this", "/recalls?state=restored", "/log?by=nobody-has-this"].map(
    (path) => (): Asked => [`/desk${path}`, "desk"],
  ),
  () => ["/desk/articles?status=lost", "desk"],
  () => [`/desk/recalls/${KILLED}.2`, "desk"],
  () => [`/desk/publishers/${own.id}`, "desk"],
  () => [`/desk/publishers/${own.applicantId}`, "desk"],
  () => ["/desk/articles/nowhere", "desk"],
];

const HEADERS = {
  nobody: () => ({}),
  publisher: () => ({ Cookie: cookie }),
  desk: () => ({ Authorization: `Basic ${btoa(`anybody:${TOKEN}`)}` }),
};

async function open([path, as]: Asked): Promise<{ name: string; html: string }> {
  const headers = { ...HEADERS[as ?? "nobody"](), Accept: "text/html", "CF-Connecting-IP": "192.0.2.77" };
  const response = await request(path, { headers, redirect: "manual" });
  expect(response.headers.get("Content-Type"), path).toContain("text/html");
  return { name: `${path} for ${as ?? "nobody"}, ${response.status}`, html: await response.text() };
}

/** Returns the problems of a page, in words. */
function wrongIn(html: string, classes: ReadonlySet<string>): string[] {
  const elements = elementsOf(parse(html));
  const attribute = (name: string) =>
    elements.flatMap(({ attrs }) => attrs.filter((each) => each.name === name).map(({ value }) => value));
  const words = (name: string) => attribute(name).flatMap((value) => value.split(/\s+/).filter(Boolean));
  const ids = attribute("id");
  const filled = elements.filter(({ attrs }) =>
    attrs.some(({ name, value }) => name === "class" && /(?:^|\s)(?:go|grave)(?:\s|$)/.test(value)),
  );
  const named = (...names: string[]) => names.flatMap(words).filter((id) => !ids.includes(id));
  return [
    ...(elements.filter(({ tagName }) => tagName === "h1").length === 1 ? [] : ["not one h1"]),
    ...(filled.length > 1 ? [`${filled.length} filled actions`] : []),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two with the id ${id}`),
    ...named("aria-describedby", "aria-labelledby", "for").map((id) => `none with the id ${id}`),
    ...new Set(
      words("class")
        .filter((name) => !classes.has(name))
        .map((name) => `no style for .${name}`),
    ),
    ...attribute("style").map((style) => `an inline style, ${style}`),
    ...elements.filter(({ tagName }) => tagName === "style").map(() => "a style element"),
    ...attribute("href")
      .filter((href) => href === "" || href === "#")
      .map(() => "a link to nowhere"),
    ...headings(elements),
    ...(attribute("href").includes("#content") && ids.includes("content") ? [] : ["no way past the masthead"]),
  ];
}

/** Returns headings that skip a level, and empty ones. */
function headings(elements: ReturnType<typeof elementsOf>): string[] {
  const levels = elements.map(({ tagName }) => Number(/^h([1-6])$/.exec(tagName)?.[1] ?? 0)).filter(Boolean);
  return levels.flatMap((level, at) => {
    const before = levels[at - 1] ?? level;
    return level > before + 1 ? [`an h${level} behind an h${before}`] : [];
  });
}

/** Names of events, which are for software, not for people. */
const EVENT_NAME = new RegExp(`\\b(?:${EVENT_TYPES.map((type) => type.replace(".", "\\.")).join("|")})\\b`);

/** Returns the classes that have a rule in the style sheet. */
async function styledClasses(): Promise<ReadonlySet<string>> {
  const style = (await (await get("/style.css")).text()).replace(/\/\*[\s\S]*?\*\//g, "");
  return new Set(style.match(/\.[a-z][a-z-]*/g)?.map((name) => name.slice(1)));
}

describe("every page", () => {
  test("has one h1, one filled action at most, ids of its own, and nothing that the style sheet doesn't know", async () => {
    const classes = await styledClasses();
    const wrong: Record<string, string[]> = {};
    for (const asked of PAGES) {
      const { name, html } = await open(asked());
      const found = wrongIn(html, classes);
      if (found.length > 0) wrong[name] = found;
    }
    expect(wrong).toEqual({});
  });

  test("calls events what people call them, but where developers read", async () => {
    const raw: string[] = [];
    for (const asked of PAGES.map((each) => each()).filter(([path]) => path !== "/docs")) {
      const { name, html } = await open(asked);
      const found = EVENT_NAME.exec(html.replace(/<[^>]*>/g, " "))?.[0];
      if (found !== undefined) raw.push(`${name}: ${found}`);
    }
    expect(raw).toEqual([]);
  });

  test("leads on, with the masthead, where it is an error", async () => {
    const lost: string[] = [];
    let count = 0;
    for (const asked of PAGES.map((each) => each())) {
      const { name, html } = await open(asked);
      if (!/, [45]\d\d$/.test(name)) continue;
      count += 1;
      const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? "";
      if (!main.includes('<a class="btn') && !main.includes("<a href=")) lost.push(`${name}: no way on`);
      if (!html.includes('<footer class="foot">')) lost.push(`${name}: no masthead`);
    }
    expect(lost).toEqual([]);
    expect(count).toBeGreaterThan(8);
  });

  test("leads to addresses that are there: what a page links to on this wire answers", async () => {
    const dead = new Set<string>();
    const seen = new Set<string>();
    for (const asked of PAGES.map((each) => each())) {
      const { name, html } = await open(asked);
      for (const href of linksIn(html).filter((each) => !seen.has(`${asked[1]} ${each}`))) {
        seen.add(`${asked[1]} ${href}`);
        const headers = { ...HEADERS[asked[1] ?? "nobody"](), Accept: "text/html" };
        const response = await request(href, { headers, redirect: "manual" });
        if (response.status >= 400 && response.status !== 401 && response.status !== 410)
          dead.add(`${name}: ${href} answers ${response.status}`);
        await response.body?.cancel();
      }
    }
    expect([...dead]).toEqual([]);
  });

  test("is guarded: the accent is of the publication, in both schemes, and in the style sheet alone", async () => {
    const style = await (await get("/style.css")).text();
    expect(style).toContain("--accent: light-dark(#0b5c7a,");
    const { html } = await open(["/"]);
    expect(html).not.toContain("#0b5c7a");
  });
});

/** Returns the masthead in another language. None of its own words contain either spelling of the noun. */
const speaking = (language: string) => ({
  ...MAY_REPUBLISH,
  publication: { ...MAY_REPUBLISH.publication, language },
});

/** Returns a page's human-readable words, without code and URLs: its text, and the attributes that are read aloud. */
function wordsOf(html: string): string {
  const elements = elementsOf(parse(html));
  const said = elements.flatMap(({ attrs }) =>
    attrs.filter(({ name }) => ["aria-label", "content", "placeholder", "alt", "title"].includes(name)),
  );
  const text = html.replace(/<(code|pre|script|style|textarea)\b[\s\S]*?<\/\1>/g, " ").replace(/<[^>]*>/g, " ");
  return [text, ...said.map(({ value }) => value)].join(" ").replace(/\S*[/.]licen[cs]es?\S*/g, " ");
}

/** Requests with incorrectly filled forms, answered with the page that people then see. */
const REFUSED: readonly (() => Promise<Response>)[] = [
  () => request("/apply", form({})),
  () => request("/apply", form({ licences: "eligible" })),
  () => request("/apply", form({ licences: "reserved", organization: "A", domains: "localhost" })),
  () => request(`/applications/${own.applicant}/agreements`, form({ licence: "eligible", version: "1", hash: "0" })),
  () => request(`/applications/${own.applicant}/keys`, form({ name: "" })),
  () => request("/publisher/agreements", form({ licence: "reserved", version: "1", hash: "0" }, { Cookie: cookie })),
  ...[{ decision: "approve", reason: "Yes.", licences: "open" }, { decision: "approve" }].map(
    (fields) => () =>
      request(`/desk/publishers/${own.applicantId}/decisions`, form(fields as Record<string, string>, HEADERS.desk())),
  ),
  () => request("/desk/articles/free/relicense", form({ version: "1", licence: "nowhere" }, HEADERS.desk())),
  () => request("/desk/write", form({ licence: "nowhere" }, HEADERS.desk())),
];

describe("the publication's spelling", () => {
  test.each([
    ["en-GB", /\b.{0,40}\blicenses?\b.{0,30}/gi],
    ["en-US", /\b.{0,40}\blicences?\b.{0,30}/gi],
  ])("in %s is the only one of the noun, on pages and in errors", async (language, wrong) => {
    await publishMasthead(speaking(language));
    const found: string[] = [];
    const look = (name: string, html: string) =>
      found.push(...(wordsOf(html).replace(/\s+/g, " ").match(wrong) ?? []).map((words) => `${name}: ${words}`));
    for (const asked of PAGES) {
      const { name, html } = await open(asked());
      look(name, html);
    }
    for (const [at, send] of REFUSED.entries()) look(`form ${at}`, await (await send()).text());
    expect(found).toEqual([]);
  });
});

/** Returns the links of a page to this wire, without fragments. */
const linksIn = (html: string): string[] => [
  ...new Set(
    elementsOf(parse(html))
      .filter(({ tagName }) => tagName === "a" || tagName === "link")
      .flatMap(({ attrs }) => attrs.filter(({ name }) => name === "href"))
      .map(({ value }) => value.replace("http://localhost:8787", "").replace(/#.*/, ""))
      .filter((value) => value.startsWith("/") && !value.startsWith("//")),
  ),
];
