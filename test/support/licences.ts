import fc from "fast-check";
import { z } from "zod";
import { CC_KINDS } from "../../src/model/creative-commons.ts";
import { LicenceInput } from "../../src/model/licence.ts";
import { licenceMistakes } from "../../src/model/licence-mistakes.ts";
import type { Tightening } from "../../src/model/terms.ts";

/** Texts that fit the fields that aren't words of a list. */
const TEXTS: Record<string, readonly string[]> = {
  territories: ["DE", "AT", "US-CA", "KR"],
  regions: ["US", "US-CA", "JP"],
  languages: ["en", "de-AT", "ko"],
  excluded: ["campaigns", "parties & lobbies"],
  notOurs: ["stories of <agencies>", "opinion"],
  membership: ["the Harbour Network"],
  bylineTemplate: ["{names} | {affiliations}", "By {names} of {affiliations}."],
  firstPublishedTemplate: ["{holder} had it first, on {date}.", "This story was originally published by {holder}."],
  boilerplateText: ["Paid for by readers & friends."],
  beaconUrl: ["https://count.example/pixel.gif?a=1&b=2"],
  reportTo: ["desk@example.org"],
};

/** Draws what a schema takes, for the kinds of schema that licences are made of. */
function drawn(schema: unknown, name: string): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional) return drawn(schema.unwrap(), name);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodNumber) return fc.constantFrom(1, 2, 7, 250, 1000);
  if (schema instanceof z.ZodString) return fc.constantFrom(...(TEXTS[name] ?? ["text"]));
  if (schema instanceof z.ZodArray)
    return fc.subarray([...(schema.element instanceof z.ZodEnum ? schema.element.options : (TEXTS[name] ?? []))]);
  if (!(schema instanceof z.ZodObject)) throw new Error(`${name}: a kind of schema that isn't drawn yet`);
  const members = Object.entries(schema.shape).map(([key, each]) => [key, drawn(each, key)] as const);
  return fc.record(Object.fromEntries(members), { requiredKeys: [] });
}

const {
  name: _n,
  url: _u,
  statement: _s,
  contact: _c,
  licensor: _l,
  language: _g,
  effective: _e,
  publicText,
  text: _t,
  ...groups
} = LicenceInput.shape;

const HEAD = { name: "A licence", statement: "Take it.", contact: "licensing@example.org", text: "<p>Terms.</p>" };

/** Any licence that the schema takes, with contradictions. */
export const anyLicence: fc.Arbitrary<LicenceInput> = fc
  .tuple(
    drawn(publicText, "publicText"),
    fc.record(Object.fromEntries(Object.entries(groups).map(([name, schema]) => [name, drawn(schema, name)])), {
      requiredKeys: [],
    }),
  )
  .map(([shown, drawnGroups]) => LicenceInput.parse({ ...HEAD, publicText: shown, ...drawnGroups }));

/** Any licence that may be published: what contradicts is left out. */
export const anyGoodLicence: fc.Arbitrary<LicenceInput> = anyLicence.map(mended);

function mended(licence: LicenceInput): LicenceInput {
  const [mistake] = licenceMistakes(licence, true);
  if (mistake === undefined) return licence;
  const [group = "", field = ""] = mistake.field.split(".");
  const inside = Reflect.get(licence, group);
  const { [field]: gone, ...rest } = typeof inside === "object" && inside !== null ? { ...inside } : {};
  // Where the field that is named isn't given, the whole group goes.
  return mended(LicenceInput.parse({ ...licence, [group]: gone === undefined ? undefined : rest }));
}

/** Any Creative Commons licence, as it is. */
export const anyCcLicence: fc.Arbitrary<LicenceInput> = fc
  .tuple(fc.constantFrom(...CC_KINDS), fc.constantFrom("full", "summary", "link"))
  .map(([kind, shown]) =>
    LicenceInput.parse({
      ...HEAD,
      url: `https://creativecommons.org/${kind === "zero" || kind === "mark" ? `publicdomain/${kind}/1.0` : `licenses/${kind}/4.0`}/`,
      publicText: shown,
      assets: { images: "marked" },
    }),
  );

/** Any way in which an article can narrow its licence. */
export const anyTightening: fc.Arbitrary<Tightening> = fc
  .record({ exclude: fc.boolean(), expires: fc.boolean(), translate: fc.boolean() })
  .map(({ exclude, expires, translate }) => ({
    ...(exclude ? { exclude: true as const } : {}),
    ...(expires ? { expires: "2027-01-01T00:00:00Z" } : {}),
    ...(translate ? { translate: "deny" as const } : {}),
  }));
