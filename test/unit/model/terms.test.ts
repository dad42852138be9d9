import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MachineUse } from "../../../src/model/licence/clauses/machine-use.ts";
import { MACHINE_USE, pickAgreed, pickStrictest } from "../../../src/model/licence/clauses/machine-use.ts";
import {
  clauses,
  completeLicence,
  type Licence,
  LicenceInput,
  type LicenceVersion,
} from "../../../src/model/licence/licence.ts";
import { termsOf, tightens } from "../../../src/model/licence/terms.ts";
import { anyLicence, anyTightening, anyTime } from "../../support/licences.ts";
import { examples } from "../../support/properties.ts";

const keptOf = (licence: LicenceInput): LicenceVersion => ({
  ...completeLicence(licence),
  version: 1,
  hash: "0".repeat(64),
  since: "2026-01-01T00:00:00Z",
});
const PLAIN: LicenceInput = { name: "A", statement: "A.", contact: "a@example.org", publicText: "full", text: "" };
const anyKept: fc.Arbitrary<LicenceVersion> = anyLicence.map(keptOf);
const anyEnded: fc.Arbitrary<LicenceVersion> = fc.oneof(
  anyKept,
  anyKept.map((licence) => ({ ...licence, ended: true })),
);

const PERMISSIONS: readonly string[] = ["deny", "ask", "allow"];
const SIGNALS: readonly string[] = ["deny", "unset", "allow"];
const TEXTS: readonly string[] = ["link", "summary", "full"];
const IMAGES: readonly string[] = ["none", "own", "marked"];
const EDITS: readonly string[] = ["none", "style", "any"];
const WHO: readonly string[] = ["nobody", "publishers", "anyone"];

/** An unstated permission is as narrow as a denial: it grants nothing. */
type Width = [name: string, value: string | undefined, from: readonly string[]];

const widthsOfUse = (use: MachineUse): Width[] => Object.entries(use).map(([name, value]) => [name, value, SIGNALS]);

/** Returns everything in a license that can be wider or narrower. Linking and quoting aren't included: anybody has that right. */
const widths = ({ grant, integrity, commercial, automation, machineUse, ...rest }: Licence): Width[] => [
  ["publicText", rest.publicText, TEXTS],
  ["eligibility.who", rest.eligibility.who, WHO],
  ["assets.images", rest.assets.images, IMAGES],
  ["integrity.edits", integrity.edits, EDITS],
  ...Object.entries({
    republish: grant.republish,
    excerpt: grant.excerpt,
    translate: grant.translate,
    archive: grant.archive,
    headline: integrity.headline,
    shortening: integrity.shortening,
    ...commercial,
    ...automation,
  }).map(([name, value]): Width => [name, value, PERMISSIONS]),
  // A story that isn't ours reserves nothing either: a denial may become unstated, but never a permission.
  ...Object.entries(machineUse).map(([name, value]): Width => [name, value, ["", "allow"]]),
];

/** Returns what is wider in the first than in the second, as `name: value > value`. */
const wider = (narrow: Width[], wide: Width[]): string[] =>
  narrow.flatMap(([name, value, from], at) => {
    const [, than = ""] = wide[at] ?? [];
    return from.indexOf(value ?? "") > Math.max(0, from.indexOf(than)) ? [`${name}: ${value} > ${than}`] : [];
  });

describe("the licences that are drawn", () => {
  test("are all let in by the schema, as they are", () => {
    fc.assert(
      fc.property(anyLicence, (licence) => {
        expect(LicenceInput.parse(licence)).toEqual(licence);
      }),
    );
  });

  test("have every field of every group, with every value", () => {
    const drawn = new Map<string, Set<string>>();
    const note = (name: string, value: unknown) =>
      drawn.set(name, (drawn.get(name) ?? new Set()).add(JSON.stringify(value)));
    for (const licence of fc.sample(anyLicence, 400))
      for (const [name, value] of Object.entries(licence))
        if (typeof value === "string") note(name, value);
        else for (const [field, each] of Object.entries(value ?? {})) note(`${name}.${field}`, each);
    // An export's own note isn't part of a license, nor is the marker of an editorial change to its text.
    const { exported: _, editorial: _e, ...shape } = LicenceInput.shape;
    expect([...new Set([...drawn.keys()].map((name) => name.split(".")[0]))].sort()).toEqual(Object.keys(shape).sort());
    for (const [name, said] of [
      ["grant.republish", 3],
      ["attribution.byline", 3],
      ["machineUse.ai", 3],
      ["assets.images", 3],
      ["publicText", 3],
      ["eligibility.who", 3],
    ] as const)
      expect([name, drawn.get(name)?.size]).toEqual([name, said]);
  });

  test("become clauses with an id each, whose sentences leave nothing out", () => {
    fc.assert(
      fc.property(anyKept, (licence) => {
        const all = clauses(licence);
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        for (const { sentence } of all) {
          expect(sentence).not.toMatch(/undefined|\[object|NaN|null/);
          expect(sentence).toMatch(/^\S.*\S$/s);
        }
      }),
    );
  });
});

describe("an article's terms", () => {
  test("are never wider than its licence", () => {
    fc.assert(
      fc.property(anyEnded, anyTightening, (licence, tightening) => {
        expect(wider(widths(termsOf(licence, tightening)), widths(licence))).toEqual([]);
      }),
      { numRuns: examples(400) },
    );
  });

  test("leave the licence as it is where the article says nothing", () => {
    fc.assert(
      fc.property(anyKept, (licence) => {
        const { excluded, expires, ...terms } = termsOf(licence, {});
        expect(terms).toEqual(licence);
        expect([excluded, expires]).toEqual([false, licence.effective?.to]);
      }),
    );
  });

  test("change what the article narrows, and nothing else", () => {
    fc.assert(
      fc.property(anyKept, (licence) => {
        const { excluded: _, expires: _expires, ...terms } = termsOf(licence, { translate: "deny" });
        expect(terms).toEqual({ ...licence, grant: { ...licence.grant, translate: "deny" } });
      }),
    );
  });

  test("end at the earliest of the article's end and the licence's, in whatever zones they are written", () => {
    fc.assert(
      fc.property(fc.option(anyTime, { nil: undefined }), anyTightening, (to, tightening) => {
        const { expires } = termsOf(keptOf({ ...PLAIN, effective: to === undefined ? {} : { to } }), tightening);
        const ends = [tightening.expires, to].filter((end) => end !== undefined);
        expect(expires === undefined).toBe(ends.length === 0);
        if (expires === undefined) return;
        expect(ends).toContain(expires);
        for (const end of ends) expect(Date.parse(expires)).toBeLessThanOrEqual(Date.parse(end));
      }),
    );
  });

  test("grant nothing where the article excludes itself, or the licence has ended", () => {
    fc.assert(
      fc.property(anyEnded, anyTightening, (licence, tightening) => {
        const terms = termsOf(licence, tightening);
        expect(terms.excluded).toBe(tightening.exclude === true || licence.ended === true);
        if (!terms.excluded) return;
        expect(terms.url).toBeUndefined();
        expect(terms.publicText).toBe("link");
        expect(terms.eligibility.who).toBe("nobody");
        const { grant, integrity, commercial, automation } = terms;
        expect([grant.republish, grant.excerpt, grant.archive]).toEqual([undefined, undefined, undefined]);
        expect(grant.translate).toBe(tightening.translate);
        expect([integrity, commercial, automation]).toEqual([{}, {}, {}]);
        expect(terms.machineUse).toEqual(MACHINE_USE);
      }),
    );
  });

  test("say whose the story is where it excludes itself, though its licence has ended, too", () => {
    const [licence] = fc.sample(anyKept, 1);
    if (licence === undefined) throw new Error("nothing drawn");
    const ended = { ...licence, ended: true };
    expect(termsOf(ended, { exclude: true })).toMatchObject({ name: "Not licensed" });
    expect(termsOf(ended, {})).toMatchObject({ name: licence.name, statement: expect.stringContaining("has ended") });
  });

  test("differ from the licence only where the article says so", () => {
    fc.assert(
      fc.property(anyTightening, (tightening) => {
        expect(tightens(tightening)).toBe(Object.keys(tightening).length > 0);
      }),
    );
  });

  // Regression tests: a story that isn't licensed said more than its license did.
  test.each<[string, Partial<LicenceInput>]>([
    ["quoting", { grant: { quote: "allow" } }],
    ["linking", { grant: { link: "allow" } }],
    ["agreements", { exceptions: { byAgreement: "no" } }],
  ])("say of %s what the licence says", (_, said) => {
    const licence = keptOf({ ...PLAIN, ...said });
    const { grant, exceptions } = termsOf(licence, { exclude: true });
    expect([grant.quote, grant.link, exceptions.byAgreement]).toEqual([
      licence.grant.quote,
      licence.grant.link,
      licence.exceptions.byAgreement,
    ]);
  });
});

describe("what machines may do", () => {
  test("with several things at once is at most what they may do with each, and no stricter than the strictest", () => {
    fc.assert(
      fc.property(fc.array(anyKept, { minLength: 1, maxLength: 5 }), (licences) => {
        const uses = licences.map(({ machineUse }) => machineUse);
        const all = pickStrictest(uses);
        for (const use of uses) expect(wider(widthsOfUse(all), widthsOfUse(use))).toEqual([]);
        for (const [name, value] of Object.entries(all))
          expect(uses.map((use) => Reflect.get(use, name))).toContain(value);
        expect(pickStrictest(uses.toReversed())).toEqual(all);
      }),
    );
    expect(pickStrictest([])).toEqual(MACHINE_USE);
  });

  test("is said of all of several things only where they agree, and then as each of them says it", () => {
    fc.assert(
      fc.property(fc.array(anyKept, { maxLength: 4 }), (licences) => {
        const uses = licences.map(({ machineUse }) => machineUse);
        for (const [name, value] of Object.entries(pickAgreed(uses))) {
          const said = new Set(uses.map((use) => Reflect.get(use, name)));
          expect(value).toBe(said.size === 1 ? [...said][0] : "unset");
        }
      }),
    );
  });

  test("every AI use at once is said of each", () => {
    fc.assert(
      fc.property(anyLicence, (licence) => {
        const { ai, aiInput, aiTrain } = completeLicence(licence).machineUse;
        if (ai !== "unset") expect([aiInput, aiTrain]).toEqual([ai, ai]);
      }),
    );
  });
});
