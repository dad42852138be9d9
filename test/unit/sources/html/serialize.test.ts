import fc from "fast-check";
import type { ElementContent, Properties } from "hast";
import { toHtml as reference } from "hast-util-to-html";
import { expect, test } from "vitest";
import { toHtml } from "../../../../src/sources/html/serialize.ts";
import { examples } from "../../../support/properties.ts";

const text = fc.string({
  unit: fc.constantFrom("a", " ", "\n", "<", ">", "&", '"', "'", "`", "é", "한", "&amp;", "="),
});
const properties: fc.Arbitrary<Properties> = fc.record(
  {
    ...{ href: text, title: text, id: text, lang: text, dir: text, scope: text, dateTime: text },
    ...{ start: text, colSpan: text, rowSpan: text, reversed: fc.constant(true) },
  },
  { requiredKeys: [] },
);
const { node } = fc.letrec<{ node: ElementContent }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    text.map((value) => ({ type: "text" as const, value })),
    fc.constantFrom("br", "hr").map((tagName) => ({ type: "element" as const, tagName, properties: {}, children: [] })),
    fc
      .tuple(fc.constantFrom("p", "a", "pre", "td", "ol", "time"), properties, fc.array(tie("node"), { maxLength: 4 }))
      .map(([tagName, own, children]) => ({ type: "element" as const, tagName, properties: own, children })),
  ),
}));

test("HTML is written as hast-util-to-html writes it", () => {
  fc.assert(
    fc.property(fc.array(node, { maxLength: 5 }), (children) => {
      expect(toHtml(children)).toBe(reference({ type: "root", children }));
    }),
    { numRuns: examples(500) },
  );
});
