import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expand, type NodeObject } from "jsonld";
import { z } from "zod";
import type { LicenceVersion } from "../../src/model/licence/licence.ts";
import type { Offer } from "../../src/render/rights/odrl/json.ts";
import { CW, ODRL } from "./odrl-words.ts";
import { ROOT } from "./paths.ts";

// Reads offers like software that knows nothing about us: expands them as JSON-LD, then reads every member.

const CONTEXT = "http://www.w3.org/ns/odrl.jsonld";
const FILE: { "@context": Record<string, unknown> } = JSON.parse(
  readFileSync(join(ROOT, "test/fixtures/contexts/odrl.jsonld"), "utf8"),
);

/** Terms that earlier versions of the W3C context lack or define differently. */
const LATER = ["uid", "source", "refinement", "obligation", "AssetCollection", "PartyCollection"];

/** Loads the current context, or an earlier one. Never fetches: any other address is an error. */
const loader = (earlier: boolean) => async (address: string) => {
  if (address !== CONTEXT) throw new Error(`asks for ${address}`);
  const terms = Object.entries(FILE["@context"]).filter(([term]) => !(earlier && LATER.includes(term)));
  const document: NodeObject = JSON.parse(JSON.stringify({ "@context": Object.fromEntries(terms) }));
  return { documentUrl: address, document };
};

/**
 * Expands an offer. In safe mode, anything that would be dropped is an error: a member or an address that the context doesn't
 * map.
 */
export async function expanded(offer: object, earlier = false): Promise<unknown> {
  const document: NodeObject = JSON.parse(JSON.stringify(offer));
  const options = { safe: true, base: "", documentLoader: loader(earlier) };
  return expand(document, options);
}

const odrl = <const Name extends string>(name: Name) => `${ODRL}${name}` as const;
const VCARD = "http://www.w3.org/2006/vcard/ns#";
const dct = <const Name extends string>(name: Name) => `http://purl.org/dc/terms/${name}` as const;

const one = <Schema extends z.ZodType>(schema: Schema) => z.tuple([schema]).transform(([only]) => only);
const some = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).min(1);
const ref = z.strictObject({ "@id": z.string() }).transform((node) => node["@id"]);
const text = z.strictObject({ "@value": z.string() }).transform((node) => node["@value"]);

/** A literal with its type, or an IRI. */
const Right = z.union([
  ref.transform((id) => ({ id })),
  z
    .strictObject({ "@value": z.union([z.string(), z.number(), z.boolean()]), "@type": z.string().optional() })
    .transform((node) => ({ value: node["@value"], type: node["@type"] })),
]);

const Constraint = z
  .strictObject({
    [odrl("leftOperand")]: one(ref),
    [odrl("operator")]: one(ref),
    [odrl("rightOperand")]: some(Right),
  })
  .transform((node) => ({
    left: node[odrl("leftOperand")],
    operator: node[odrl("operator")],
    right: node[odrl("rightOperand")],
  }));
export type Constraint = z.infer<typeof Constraint>;

/** Every member of a duty except action and constraint is a party. */
const Duty = z
  .object({ [odrl("action")]: one(ref), [odrl("constraint")]: some(Constraint).optional() })
  .catchall(one(ref))
  .transform(({ [odrl("action")]: action, [odrl("constraint")]: constraints = [], ...parties }) => ({
    action,
    constraints,
    parties,
  }));
export type Duty = z.infer<typeof Duty>;

const collection = <const Type extends string>(type: Type) =>
  z
    .strictObject({
      "@type": z.tuple([z.literal(odrl(type))]),
      [odrl("source")]: one(ref),
      [odrl("refinement")]: some(Constraint).optional(),
    })
    .transform((node) => ({ source: node[odrl("source")], refinement: node[odrl("refinement")] ?? [] }));

const target = one(z.union([ref, collection("AssetCollection").transform(({ source }) => source)]));

const prohibition = {
  [odrl("action")]: some(ref),
  [odrl("target")]: target.optional(),
  [odrl("constraint")]: some(Constraint).optional(),
};
const Prohibition = z.strictObject(prohibition).transform((node) => ({
  actions: node[odrl("action")],
  target: node[odrl("target")],
  constraints: node[odrl("constraint")] ?? [],
}));
const Permission = z
  .strictObject({
    ...prohibition,
    [odrl("assignee")]: one(collection("PartyCollection")).optional(),
    [odrl("duty")]: some(Duty).optional(),
  })
  .transform((node) => ({
    actions: node[odrl("action")],
    target: node[odrl("target")],
    constraints: node[odrl("constraint")] ?? [],
    assignee: node[odrl("assignee")],
    duties: node[odrl("duty")] ?? [],
  }));

/** An offer in which every member is known and has the cardinality that ODRL requires; anything else is an error. */
const Policy = z
  .strictObject({
    "@id": z.string(),
    "@type": z.tuple([z.literal(odrl("Offer"))]),
    [odrl("uid")]: one(ref),
    [odrl("profile")]: some(ref),
    [odrl("conflict")]: one(ref),
    [odrl("assigner")]: one(
      z.strictObject({
        "@id": z.string(),
        "@type": z.tuple([z.literal(odrl("Party")), z.literal(`${VCARD}Organization`)]).optional(),
        [odrl("uid")]: one(ref),
        [`${VCARD}fn`]: one(text).optional(),
      }),
    ),
    [odrl("target")]: target,
    [odrl("permission")]: some(Permission).optional(),
    [odrl("prohibition")]: some(Prohibition).optional(),
    [odrl("obligation")]: some(Duty).optional(),
    [dct("title")]: one(text),
    [dct("description")]: one(text),
    [dct("issued")]: one(z.strictObject({ "@value": z.string(), "@type": z.string().optional() })).optional(),
    [dct("isVersionOf")]: one(ref).optional(),
    [dct("source")]: one(ref).optional(),
    [`${CW}hash` as const]: one(text).optional(),
  })
  .transform((node) => ({
    id: node["@id"],
    uid: node[odrl("uid")],
    profile: node[odrl("profile")],
    conflict: node[odrl("conflict")],
    assigner: node[odrl("assigner")],
    target: node[odrl("target")],
    permissions: node[odrl("permission")] ?? [],
    prohibitions: node[odrl("prohibition")] ?? [],
    obligations: node[odrl("obligation")] ?? [],
  }));
export type Policy = z.infer<typeof Policy>;

/** An offer as it was read: as JSON-LD, and as a policy. */
export type ReadOffer = { what: string; licence: LicenceVersion; offer: Offer; nodes: unknown; policy: Policy };

/** Reads the offer of a license. */
export async function readOffer(what: string, licence: LicenceVersion, offer: Offer): Promise<ReadOffer> {
  const nodes = await expanded(offer);
  const { success, data, error } = z.tuple([Policy]).safeParse(nodes);
  if (!success) throw new Error(`${what}: ${z.prettifyError(error)}`);
  return { what, licence, offer, nodes, policy: data[0] };
}

/** Returns every duty of a policy, those of permissions and the obligations. */
export const dutiesOf = ({ permissions, obligations }: Policy): Duty[] => [
  ...permissions.flatMap(({ duties }) => duties),
  ...obligations,
];

/** Returns every constraint of a policy, wherever it applies. */
export const constraintsOf = (policy: Policy): Constraint[] => [
  ...[...policy.permissions, ...policy.prohibitions].flatMap(({ constraints }) => constraints),
  ...policy.permissions.flatMap(({ assignee }) => assignee?.refinement ?? []),
  ...dutiesOf(policy).flatMap(({ constraints }) => constraints),
];

/** Returns every action that a policy names. */
export const actionsOf = (policy: Policy): string[] => [
  ...[...policy.permissions, ...policy.prohibitions].flatMap(({ actions }) => actions),
  ...dutiesOf(policy).map(({ action }) => action),
];
