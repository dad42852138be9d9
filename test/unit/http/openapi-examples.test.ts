import Ajv from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { description } from "../../../src/http/app.ts";
import { keysIn } from "../../../src/model/publisher/key.ts";

const ORIGIN = "https://wire.commonwire.org";
const document: unknown = JSON.parse(JSON.stringify(description(ORIGIN, "1.0.0")));

type Found = { where: string; schema: object; example: unknown };

/** Returns everything that has a schema and an example, with its location. */
function examplesIn(value: unknown, where = ""): Found[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, each]) => examplesIn(each, `${where} ${name}`));
  if (!("schema" in value && "example" in value && typeof value.schema === "object" && value.schema)) return inside;
  return [{ where, schema: value.schema, example: value.example }, ...inside];
}

const found = examplesIn(document);

const FORMATS: Record<string, RegExp> = {
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
  uri: /^https:\/\/\S+$/,
  email: /^\S+@\S+\.\S+$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

const ajv = new Ajv({ strict: false, formats: FORMATS });
ajv.addSchema({ $id: "description", ...Object(document) });

/** Validates an example against its schema; returns the mistakes. */
function mistakesOf({ schema, example }: Found): string[] {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"description#/components/');
  const validate = ajv.compile(JSON.parse(text));
  return validate(example)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe("examples", () => {
  test.each(found.map((each) => [each.where.trim(), each] as const))("%s is as its schema has it", (_, each) => {
    expect(mistakesOf(each)).toEqual([]);
  });

  test("there is one for each operation", () => {
    const { paths, webhooks } = Object(document);
    const operations = [paths, webhooks].flatMap((part) =>
      Object.values(Object(part)).flatMap((methods) => Object.values(Object(methods))),
    );
    const without = operations.filter((operation) => examplesIn(operation).length === 0);
    expect(operations.length).toBeGreaterThan(80);
    expect(without.map((operation) => Object(operation).operationId)).toEqual([]);
  });

  test("none has a key, a token or a secret that would do for one", () => {
    expect(keysIn(JSON.stringify(found))).toEqual([]);
    expect(JSON.stringify(found)).not.toMatch(/(?:cw[a-z]*|whsec)_(?!EXAMPLE)/);
  });

  test("each names this wire alone", () => {
    const named = JSON.stringify(found.map(({ example }) => example)).matchAll(/https?:\/\/[^/"\s]+/g);
    const known = [
      ORIGIN,
      "https://cms.paper.example",
      "https://paper.example",
      "https://iptc.org",
      "https://jsonfeed.org",
      "http://www.w3.org",
    ];
    expect([...named].map(([origin]) => origin).filter((origin) => !known.includes(origin))).toEqual([]);
  });
});
