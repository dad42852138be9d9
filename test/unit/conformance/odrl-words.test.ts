import { beforeAll, describe, expect, test } from "vitest";
import { nsPage } from "../../../src/render/html/wire/ns-page.tsx";
import { VOCABULARY } from "../../../src/render/rights/odrl/vocabulary.ts";
import { LICENCES, ORIGIN, siteWith } from "../../support/every-licence.ts";
import {
  actionsOf,
  type Constraint,
  constraintsOf,
  expanded,
  type Policy,
  type ReadOffer,
} from "../../support/odrl.ts";
import { notIn, offers, wrongIn } from "../../support/odrl-offers.ts";
import { ACTIONS, CONCEPTS, CW, DEPRECATED, LEFT_OPERANDS, ODRL, OPERATORS } from "../../support/odrl-words.ts";

let all: ReadOffer[] = [];
beforeAll(async () => {
  all = await offers();
}, 60_000);

const XSD = "http://www.w3.org/2001/XMLSchema#";

/** Returns the wrong constraints on one left operand. */
const wrongOn = (left: string, holds: (right: Constraint["right"][number], operator: string) => boolean): string[] =>
  wrongIn(all, (policy) =>
    constraintsOf(policy).filter(
      (constraint) => constraint.left === left && !constraint.right.every((each) => holds(each, constraint.operator)),
    ),
  );

describe("ODRL Vocabulary 2.2, RightsML 2.0, TDMRep", () => {
  test("every action is theirs or in our vocabulary, and none is deprecated", () => {
    expect(wrongIn(all, (policy) => notIn(ACTIONS, actionsOf(policy)))).toEqual([]);
    expect(wrongIn(all, (policy) => actionsOf(policy).filter((action) => DEPRECATED.includes(action)))).toEqual([]);
  });

  test("every left operand is theirs or in our vocabulary, and every operator theirs", () => {
    const lefts = (policy: Policy) => constraintsOf(policy).map(({ left }) => left);
    expect(wrongIn(all, (policy) => notIn(LEFT_OPERANDS, lefts(policy)))).toEqual([]);
    expect(wrongIn(all, (policy) => lefts(policy).filter((left) => DEPRECATED.includes(left)))).toEqual([]);
    const operators = (policy: Policy) => constraintsOf(policy).map(({ operator }) => operator);
    expect(wrongIn(all, (policy) => notIn(OPERATORS, operators(policy)))).toEqual([]);
  });

  test("dateTime: a time with its zone, from or until which something holds", () => {
    const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;
    const holds = (right: Constraint["right"][number], operator: string) =>
      "value" in right &&
      right.type === `${XSD}dateTime` &&
      time.test(String(right.value)) &&
      /\/[lg]t(eq)?$/.test(operator);
    expect(wrongOn(`${ODRL}dateTime`, holds)).toEqual([]);
  });

  test("elapsedTime: a length of time, at most", () => {
    const holds = (right: Constraint["right"][number], operator: string) =>
      "value" in right &&
      right.type === `${XSD}duration` &&
      /^P(\d+D|T\d+H)$/.test(String(right.value)) &&
      /\/lt(eq)?$/.test(operator);
    expect(wrongOn(`${ODRL}elapsedTime`, holds)).toEqual([]);
  });

  test("event: one that our vocabulary names", () => {
    expect(wrongOn(`${ODRL}event`, (right) => "id" in right && CONCEPTS.includes(right.id))).toEqual([]);
  });

  test("language: BCP 47", () => {
    const isTag = (tag: string) => Intl.getCanonicalLocales(tag).length === 1;
    expect(wrongOn(`${ODRL}language`, (right) => "value" in right && isTag(String(right.value)))).toEqual([]);
  });

  test("spatial: a place by its address", () => {
    expect(wrongOn(`${ODRL}spatial`, (right) => "id" in right)).toEqual([]);
  });
});

describe("our own vocabulary", () => {
  const words = (json: unknown): string[] =>
    [...JSON.stringify(json).matchAll(/"(https:[^"]*?\/ns#[^"#]*)"/g)].map((match) =>
      // `place-US` is `place` with a code after it.
      (match[1] ?? "").replace(/#place-[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "#place"),
    );

  test("has every word that an offer uses, and none that no offer can use", () => {
    const known = Object.keys(VOCABULARY).map((name) => CW + name);
    expect(wrongIn(all, (_, { nodes }) => notIn(known, words(nodes)))).toEqual([]);
    const used = all.flatMap(({ nodes }) => words(nodes));
    expect(notIn(used, known)).toEqual([]);
  });

  test("is documented at the profile's address, each word as what it is to ODRL", async () => {
    const page = nsPage(siteWith(...LICENCES));
    const [, json = ""] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(String(page)) ?? [];
    const nodes = await expanded(JSON.parse(json));
    const types = {
      action: `${ODRL}Action`,
      leftOperand: `${ODRL}LeftOperand`,
      concept: "http://www.w3.org/2004/02/skos/core#Concept",
      property: "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property",
    };
    for (const [name, { kind, label, definition }] of Object.entries(VOCABULARY)) {
      expect(page).toContain(`id="${name}"`);
      const type = types[kind];
      expect(nodes).toContainEqual(
        expect.objectContaining({
          "@id": `${ORIGIN}/ns#${name}`,
          "@type": expect.arrayContaining([type]),
          "http://www.w3.org/2004/02/skos/core#prefLabel": [{ "@value": label }],
          "http://www.w3.org/2004/02/skos/core#definition": [{ "@value": definition }],
          ...(kind === "action" ? { [`${ODRL}includedIn`]: [{ "@id": `${ODRL}use` }] } : {}),
        }),
      );
    }
  });
});
