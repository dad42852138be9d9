import { expect, test } from "vitest";
import { description } from "../../../src/http/app.ts";

const document = description("https://wire.commonwire.org", "1.0.0");
const components = Object.entries(document.components?.schemas ?? {});

const operations = Object.values(document.paths ?? {}).flatMap((methods: object) => Object.values(methods));

/** The first words of operations. A new one is a new way to say the same thing, or something new: look which. */
const VERBS = [
  ...["list", "get", "check", "compare"],
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

/** Every object inside a value, and the value itself. */
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
    description: "The article as it stands, as `PUT` takes it.",
  });
  expect(components.filter(([, schema]) => said.some(({ description }) => description === schema.description))).toEqual(
    [],
  );
});
