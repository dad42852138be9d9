import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { MachineUse } from "../../../src/model/licence/clauses/machine-use.ts";
import { renderRobots } from "../../../src/render/rights/robots.ts";
import { renderRsl } from "../../../src/render/rights/rsl/rsl.ts";
import { renderTdmrep } from "../../../src/render/rights/tdmrep.ts";
import { licenceFor, MACHINE_USES, ORIGIN, siteWith } from "../../support/every-licence.ts";

const site = siteWith(licenceFor({ search: "unset", aiInput: "unset", aiTrain: "unset", ai: "unset" }));

/** Every robots.txt there can be: what it has to say, and its lines. */
const ROBOTS = MACHINE_USES.map((use) => ({ use, text: renderRobots([use], site) }));

/** The lines that aren't comments, as name and value. */
const records = (text: string): { name: string; value: string }[] =>
  text.split("\n").flatMap((line) => {
    const [, name = "", value = ""] = /^([\w-]+): (.*)$/.exec(line) ?? [];
    return name === "" ? [] : [{ name, value }];
  });

const values = (text: string, wanted: string): string[] =>
  records(text).flatMap(({ name, value }) => (name === wanted ? [value] : []));

describe("robots.txt", () => {
  test("RFC 9309 §2.2: lines of text, each a comment, a known record or empty", () => {
    const line =
      /^(#[ -~]*|User-agent: (\*|[A-Za-z_-]+)|(Allow|Disallow): \/[!-~]*|Content-Signal: [!-~ ]+|License: [!-~]+|)$/;
    for (const { text } of ROBOTS) {
      expect(text.endsWith("\n")).toBe(true);
      expect(text.split("\n").filter((each) => !line.test(each))).toEqual([]);
    }
  });

  test("RFC 9309 §2.2.1, §2.2.2: one group for everybody, who may read everything", () => {
    for (const { text } of ROBOTS) {
      expect(values(text, "User-agent")).toEqual(["*"]);
      expect(values(text, "Allow")).toEqual(["/"]);
      expect(values(text, "Disallow")).toEqual([]);
    }
  });

  test("Content-Signal: in the group, and there says what is allowed or denied, and nothing of the rest", () => {
    const keys = { search: "search", "ai-input": "aiInput", "ai-train": "aiTrain" } as const;
    const said = (use: MachineUse) =>
      (["search", "ai-input", "ai-train"] as const)
        .filter((key) => use[keys[key]] !== "unset")
        .map((key) => `${key}=${use[keys[key]] === "allow" ? "yes" : "no"}`);
    for (const { use, text } of ROBOTS) {
      const signals = values(text, "Content-Signal");
      expect([use, signals.flatMap((line) => line.split(", "))]).toEqual([use, said(use)]);
      expect(signals.length).toBeLessThanOrEqual(1);
      const [group = ""] = /^User-agent: .*(\n.+)+/m.exec(text) ?? [];
      expect(values(group, "Content-Signal")).toEqual(signals);
    }
  });

  test("RSL 1.0: License names the document by its absolute address, outside of the group, wherever there is one", () => {
    for (const { use, text } of ROBOTS) {
      const isThere = renderRsl([use], site, 0) !== undefined;
      expect([use, values(text, "License")]).toEqual([use, isThere ? [`${ORIGIN}/rsl.xml`] : []]);
      const [group = ""] = /^User-agent: .*(\n.+)+/m.exec(text) ?? [];
      expect(values(group, "License")).toEqual([]);
    }
  });
});

describe("tdmrep.json", () => {
  const rule = z.strictObject({
    location: z.string().regex(/^\/[!-~]*$/),
    "tdm-reservation": z.union([z.literal(0), z.literal(1)]),
    "tdm-policy": z.url().optional(),
  });
  const files = () =>
    MACHINE_USES.map((use) => ({
      use,
      rules: z.array(rule).parse(JSON.parse(renderTdmrep([use], site))),
    }));

  test("an array of rules, with location, reservation as a number, and a policy only where something is reserved", () => {
    for (const { rules } of files())
      for (const { location, "tdm-reservation": bit, "tdm-policy": policy } of rules) {
        expect(location).toBe("/");
        expect(policy === undefined).toBe(bit === 0);
        if (policy !== undefined) expect(new URL(policy).origin).toBe(ORIGIN);
      }
  });

  test("mining is reserved where anything of it is denied, given up only where all of it is allowed, and else not spoken of", () => {
    const bits = (use: MachineUse): number[] => {
      const said = [use.aiInput, use.aiTrain];
      if (said.includes("deny")) return [1];
      return said.includes("unset") ? [] : [0];
    };
    for (const { use, rules } of files())
      expect([use, rules.map((each) => each["tdm-reservation"])]).toEqual([use, bits(use)]);
  });
});
