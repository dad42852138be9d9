import fc from "fast-check";
import { z } from "zod";
import { GROUP_NAMES, type Groups } from "../../src/model/licence/clauses/groups.ts";
import { LicenceInput, licenceFields } from "../../src/model/licence/licence.ts";
import { licenceMistakes } from "../../src/model/licence/mistakes.ts";

/** Values for the text fields. */
const TEXTS: Record<string, readonly string[]> = {
  bylineTemplate: ["By {names}, {affiliations}."],
  firstPublishedTemplate: ["First published by {holder}.", "{holder}, {date}"],
  beaconUrl: ["https://counter.example/seen"],
  associations: ["club.example", "guild.example"],
  directory: ["https://club.example/members"],
  regions: ["US", "CA-QC", "JP"],
  territories: ["US", "CA-QC", "JP"],
  languages: ["en", "de-CH", "ja"],
};
const WORDS = ["Campaigns & parties", "the Seven Counties Network"];

/** Generates any value that a field accepts. */
function anyValue(name: string, schema: unknown): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional) return anyValue(name, schema.unwrap());
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodNumber) return fc.constantFrom(1, 90, 250);
  if (!(schema instanceof z.ZodArray)) return fc.constantFrom(...(TEXTS[name] ?? WORDS));
  const { element } = schema;
  return fc.subarray([...(element instanceof z.ZodEnum ? element.options : (TEXTS[name] ?? WORDS))]);
}

/** Generates values for a few fields of a group, or for any number of them. */
function groupOf(shape: z.ZodRawShape): fc.Arbitrary<object> {
  const of = (names: readonly string[]) =>
    fc.record(Object.fromEntries(names.map((name) => [name, anyValue(name, shape[name])])), { requiredKeys: [] });
  const names = Object.keys(shape);
  return fc.oneof(of(names), fc.subarray(names, { maxLength: 2 }).chain(of));
}

/** Returns the fields of a group from the license schema. */
function shapeOf(group: keyof Groups): z.ZodRawShape {
  const schema = licenceFields[group].unwrap();
  return Object.fromEntries(
    Object.entries(schema.shape).map(([name, field]) => [
      name,
      field instanceof z.ZodOptional ? field.unwrap() : field,
    ]),
  );
}

const effective = fc.record(
  { from: fc.constant("2026-01-01T00:00:00+01:00"), to: fc.constant("2032-01-01T00:00:00-05:00") },
  { requiredKeys: [] },
);

/** Drops the groups with contradictions until the license can be published. */
function published(given: object): LicenceInput {
  const licence = LicenceInput.parse({
    name: "Any Licence",
    publicText: "full",
    statement: "Take it & credit it.",
    contact: "licensing@example.org",
    text: "<p>Be fair.</p>",
    ...given,
  });
  const [mistake] = licenceMistakes(licence, true);
  if (mistake === undefined) return licence;
  const [wrong] = mistake.field.split(".");
  return published(Object.fromEntries(Object.entries(given).filter(([group]) => group !== wrong)));
}

/** Any license that a newsroom could write itself and publish. */
export const anyLicence: fc.Arbitrary<LicenceInput> = fc
  .record(
    { effective, ...Object.fromEntries(GROUP_NAMES.map((group) => [group, groupOf(shapeOf(group))])) },
    { requiredKeys: [] },
  )
  .map(published);
