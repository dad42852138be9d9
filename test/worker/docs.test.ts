import { beforeAll, describe, expect, test } from "vitest";
import { PROBLEM_CODES } from "../../src/contract/problem.ts";
import { description } from "../../src/http/app.ts";
import { inWords, sizeInWords } from "../../src/model/in-words.ts";
import { ANSWER, BATCH, KEYS, PAGES, PUSH, RATE, RETENTION, ROTATION } from "../../src/model/policy.ts";
import { KEY_SCOPES } from "../../src/model/publisher/scope.ts";
import { EVENT_TYPES } from "../../src/model/push/event.ts";
import { elementsIn, textsIn } from "../support/elements.ts";
import { freshWire, get, ORIGIN, publishMasthead } from "../support/wire.ts";

let page = "";

beforeAll(async () => {
  await freshWire();
  await publishMasthead();
  page = await (await get("/docs")).text();
});

/** Returns the page from one second-level heading to the next. */
const partOf = (id: string): string => page.split(`<h2 id="${id}"`)[1]?.split("<h2")[0] ?? "";

describe("/docs", () => {
  test("has every address of the description, each once, under whom it is for", () => {
    const described = Object.entries(description(ORIGIN, "0").paths ?? {}).flatMap(
      ([path, methods]: [string, object]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const isAddress = (text: string) => /^[A-Z]+ \//.test(text);
    const listed = (id: string) => textsIn(partOf(id), "code").filter(isAddress);
    const [readers, publishers, desk] = [listed("readers"), listed("publishers"), listed("desk")];
    expect([...readers, ...publishers, ...desk].sort()).toEqual(described.sort());
    expect(publishers.filter((each) => !/ \/(v1\/(publisher|applications)|licensed|k)(\/|$)/.test(each))).toEqual([]);
    expect(desk.filter((each) => !each.includes(" /v1/desk/"))).toEqual([]);
    expect(readers).toContain("GET /v1/changes");
  });

  test("has every event, scope of keys and error code", () => {
    const shown = textsIn(page, "code");
    for (const name of [...EVENT_TYPES, ...KEY_SCOPES, ...PROBLEM_CODES]) expect(shown).toContain(name);
  });

  test("states the limits that the wire goes by", () => {
    const limits = textsIn(partOf("limits"), "td");
    for (const [what, limit] of [
      ["Requests with a publisher’s keys", `${RATE.keyReads} a minute`],
      ["Stories per page of /v1/changes", `${PAGES.changes}; ${PAGES.maxChanges} with`],
      ["Stories per page of /v1/articles", `${PAGES.articles}; ${PAGES.maxArticles} with`],
      ["Size of a response", sizeInWords(ANSWER.bytes)],
      [
        "Keys per publisher",
        `${KEYS.perPublisher}; a revoked key stops working within ${KEYS.revokedWithinSeconds} seconds`,
      ],
      ["Webhooks per publisher", String(PUSH.webhooksPerPublisher)],
      ["Notices of withdrawn stories in a feed", `${PAGES.feedNotices}, for ${RETENTION.noticeDays} days`],
      ["Stories in one desk request", String(BATCH.articles)],
    ])
      expect(limits[limits.indexOf(what ?? "") + 1], what).toContain(limit);
    const publishers = textsIn(partOf("publishers"), "p").join(" ").replaceAll(/\s+/g, " ");
    expect(publishers).toContain(`within ${inWords(PUSH.timeoutSeconds)} seconds`);
    expect(publishers).toContain(`we try again, ${PUSH.tries} times in all`);
    expect(publishers).toContain(`sign with both for ${ROTATION.defaultHours} hours`);
  });

  test("has no id twice, and no link into itself that leads nowhere", () => {
    const ids = elementsIn(page).flatMap(({ attrs }) => attrs.filter(({ name }) => name === "id"));
    const names = ids.map(({ value }) => value);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    const led = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id = ""]) => id);
    expect(led.length).toBeGreaterThan(5);
    expect(led.filter((id) => !names.includes(id))).toEqual([]);
  });
});
