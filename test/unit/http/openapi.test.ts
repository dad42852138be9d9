import { describe, expect, test } from "vitest";
import { AgreementMessage, ArticleMessage } from "../../../src/contract/message.ts";
import { description } from "../../../src/http/app.ts";
import { FEED_TYPES } from "../../../src/model/address.ts";
import { CHANGE_KINDS } from "../../../src/model/article/change.ts";
import { type AgreementChange, agreementMessage, articleEvent, EVENT_TYPES } from "../../../src/model/push/event.ts";

const document = description("https://wire.commonwire.org", "1.0.0");
const components = Object.entries(document.components?.schemas ?? {});

const operations = Object.values(document.paths ?? {}).flatMap((methods: object) => Object.values(methods));

/** The first words of operations. Before adding one, check that none of these already means the same. */
const VERBS = [
  ...["list", "get", "search", "check", "compare"],
  ...["apply", "leave", "accept", "acknowledge"],
  ...["create", "update", "delete", "rotate", "revoke", "resend"],
  ...["publish", "upload", "correct", "fix", "relicense", "withhold", "kill", "restore", "expire"],
  ...["begin", "finish", "decide", "note", "invite", "remove", "reset", "vouch", "withdraw"],
];

test("every operation has an id of its own: a verb and what it is done with", () => {
  const ids = operations.map(({ operationId }) => String(operationId));
  expect(ids.length).toBeGreaterThan(50);
  expect(ids.filter((id) => !/^[a-z]+([A-Z][a-z]+)+$/.test(id))).toEqual([]);
  expect(ids.filter((id) => !VERBS.includes(/^[a-z]+/.exec(id)?.[0] ?? ""))).toEqual([]);
  expect([...new Set(ids)]).toEqual(ids);
});

test("what people know by a name is a component of that name", () => {
  const names = components.map(([name]) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      ...["Article", "Change", "Licence", "Metadata", "Problem"],
      ...["Application", "Publisher", "Agreement", "Key", "Webhook", "Delivery", "Recall", "Todo"],
      ...["DeskArticle", "Version", "Diff", "AuditEntry", "ArticleInput", "Masthead", "LicenceInput"],
    ]),
  );
});

test("every answer in JSON is a component, or one of several", () => {
  const schemas = operations
    .flatMap(({ responses }) => Object.values<{ content?: Record<string, { schema: object }> }>(responses))
    .flatMap(({ content }) => Object.values(content ?? {}).map(({ schema }) => schema));
  expect(schemas.length).toBeGreaterThan(300);
  const isBytes = (schema: object) => "format" in schema && schema.format === "binary";
  expect(schemas.filter((schema) => !("$ref" in schema || "anyOf" in schema || isBytes(schema)))).toEqual([]);
});

/** Returns a value and every object inside it. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

const propertiesOf = (schema: object): string | undefined =>
  "properties" in schema ? JSON.stringify(schema.properties) : undefined;

test("no component is spelt out again where it is used", () => {
  const known = new Map(components.map(([name, schema]) => [propertiesOf(schema), name]));
  const roots = new Set<object>(components.map(([, schema]) => schema));
  const again = objectsIn(document)
    .filter((schema) => !roots.has(schema) && propertiesOf(schema) !== undefined)
    .flatMap((schema) => known.get(propertiesOf(schema)) ?? []);
  expect(again).toEqual([]);
});

test("what is said of a component in one place isn't said of it everywhere", () => {
  const said = objectsIn(document).filter((schema) => "$ref" in schema && "description" in schema);
  expect(said).toContainEqual({
    $ref: "#/components/schemas/ArticleInput",
    description: "The article as it is now, as `PUT` takes it.",
  });
  expect(components.filter(([, schema]) => said.some(({ description }) => description === schema.description))).toEqual(
    [],
  );
});

describe("who may ask", () => {
  const ofApi = Object.entries(document.paths ?? {}).filter(([path]) => path.startsWith("/v1/"));
  const listed = ofApi.flatMap(([path, methods]: [string, object]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      schemes: (operation.security ?? []).map((each: object) => Object.keys(each).join()),
      refuses: ["401", "403", "429"].filter((status) => status in operation.responses),
    })),
  );
  const where = (is: (each: (typeof listed)[number]) => boolean) => listed.filter(is).map(({ name }) => name);

  test("a read that a key opens further says so, and works without one", () => {
    const optional = where(({ schemes }) => schemes.includes("") && schemes.includes("key"));
    expect(optional).toEqual(where(({ name }) => /^GET \/v1\/(articles|changes|licences|search)/.test(name)));
    expect(optional.length).toBeGreaterThan(5);
  });

  test("whoever takes a key may refuse it, and one that reads too often", () => {
    const keyed = listed.filter(({ schemes }) => schemes.includes("key"));
    expect(keyed.length).toBeGreaterThan(20);
    expect(keyed.filter(({ refuses }) => refuses.join() !== "401,403,429").map(({ name }) => name)).toEqual([]);
  });

  test("the desk refuses a token that it doesn't know, and nothing else of these", () => {
    const desk = listed.filter(({ schemes }) => schemes.includes("desk"));
    expect(desk.map(({ name }) => name)).toEqual(where(({ name }) => name.includes("/v1/desk/")));
    expect(desk.filter(({ refuses }) => refuses.join() !== "401").map(({ name }) => name)).toEqual([]);
  });

  test("an applicant shows nothing but its address; changes end once its people sign in, and some are limited", () => {
    const applicants = listed.filter(({ schemes }) => schemes.length === 0);
    expect(Object.fromEntries(applicants.map(({ name, refuses }) => [name, refuses.join()]))).toEqual({
      "POST /v1/applications": "429",
      "GET /v1/applications/{token}": "",
      "DELETE /v1/applications/{token}": "403",
      "POST /v1/applications/{token}/proofs": "403,429",
      "POST /v1/applications/{token}/agreements": "403",
      "POST /v1/applications/{token}/keys": "403",
    });
  });
});

describe("what is told", () => {
  const webhooks: Record<string, { post?: { requestBody?: unknown } }> = { ...document.webhooks };

  test("every event has a webhook of its name, and there is no other", () => {
    expect(Object.keys(webhooks)).toEqual([...EVENT_TYPES]);
  });

  const AT = "2026-06-01T10:00:00Z";
  const ORIGIN = "https://wire.commonwire.org";

  test.each(CHANGE_KINDS)("the message of %s is as described", (kind) => {
    const { body } = articleEvent({ kind, article: "a-story", version: 2, licences: ["open"] }, ORIGIN, AT);
    expect(ArticleMessage.parse(JSON.parse(body))).toEqual(JSON.parse(body));
  });

  test.each<AgreementChange>([
    { change: "accepted", licence: "open", version: 1 },
    { change: "new-text", licence: "open", version: 2, editorial: true },
    { change: "approve" },
  ])("the message of agreements is as described: $change", (changed) => {
    const body: unknown = JSON.parse(agreementMessage(changed, ORIGIN, AT));
    expect(AgreementMessage.parse(body)).toEqual(body);
  });
});

describe("feeds", () => {
  const feeds = Object.entries(document.paths ?? {}).filter(([path]) => !path.startsWith("/v1/"));

  test("every way to them is described, with the media type of each format", () => {
    for (const base of ["", "/licensed", "/k/{key}"]) {
      const { content } = Object(Object.fromEntries(feeds)[`${base}/feeds/latest.{format}`]).get.responses["200"];
      expect(Object.keys(content)).toEqual(Object.values(FEED_TYPES));
    }
    expect(feeds.length).toBeGreaterThan(15);
  });

  test("an address that a key opens may refuse it", () => {
    const refusing = feeds.filter(([, { get }]) => get?.responses?.["401"] && get.responses["429"]);
    expect(refusing.map(([path]) => path)).toEqual(
      feeds.map(([path]) => path).filter((path) => /^\/(licensed|k)\//.test(path)),
    );
  });
});

test("errors of one status are described beside each other, each with an example", () => {
  const { 503: unavailable } = document.paths?.["/v1/changes"]?.get?.responses ?? {};
  expect(unavailable).toMatchObject({ description: expect.stringMatching(/`nothing-published`.*`unavailable`/) });
  const examples = document.components?.examples ?? {};
  expect(Object.keys(examples).length).toBeGreaterThan(12);
  for (const [code, example] of Object.entries(examples))
    expect(example).toMatchObject({ value: { code, type: `https://wire.commonwire.org/docs#${code}` } });
});
