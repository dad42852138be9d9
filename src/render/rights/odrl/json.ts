/** The parts of an ODRL 2.2 policy that the offers use, as JSON-LD. */
export type Constraint = {
  leftOperand: string;
  operator: "eq" | "gteq" | "lt" | "lteq" | "isAnyOf" | "isNoneOf";
  rightOperand: RightOperand | readonly RightOperand[];
};
export type RightOperand = string | number | boolean | { "@id": string } | { "@value": string; "@type": string };
export type Duty = { action: string; constraint?: Constraint[]; [party: `${string}Party`]: string };
/** The granting party, with a name if no page here describes it. */
export type Party = { "@id": string; uid: string; "@type"?: readonly string[]; "vcard:fn"?: string };
export type PartyCollection = { "@type": "PartyCollection"; source: string; refinement?: Constraint[] };
export type AssetCollection = { "@type": "AssetCollection"; source: string };
export type Rule = {
  action: string | readonly string[];
  target?: AssetCollection;
  assignee?: PartyCollection;
  constraint?: Constraint[];
  duty?: Duty[];
};
export type Offer = {
  "@context": unknown;
  "@type": "Offer";
  "@id": string;
  uid: string;
  profile: string[];
  conflict: "prohibit";
  "dct:title": string;
  "dct:description": string;
  "dct:issued"?: RightOperand;
  "dct:isVersionOf"?: { "@id": string };
  "dct:source"?: { "@id": string };
  "cw:hash"?: string;
  assigner: Party;
  target: { "@id": string } | AssetCollection;
  permission?: Rule[];
  prohibition?: Rule[];
  obligation?: Duty[];
};

/** A point in time that ODRL can compare. */
export const time = (instant: string): RightOperand => ({ "@value": instant, "@type": "xsd:dateTime" });

/** An ISO 8601 duration, such as `P90D`. */
export const duration = (length: string): RightOperand => ({ "@value": length, "@type": "xsd:duration" });

/** Returns a constraint; empty if there is no value to compare with. */
export function constraint(
  leftOperand: string,
  operator: Constraint["operator"],
  rightOperand: Constraint["rightOperand"] | undefined,
): Constraint[] {
  if (rightOperand === undefined || (Array.isArray(rightOperand) && rightOperand.length === 0)) return [];
  return [{ leftOperand, operator, rightOperand }];
}

/** Returns an object with one member; empty if its list is empty. */
export const some = <Name extends string, Each>(name: Name, list: readonly Each[]): Partial<Record<Name, Each[]>> =>
  // A computed name widens the type.
  list.length === 0 ? {} : ({ [name]: [...list] } as Partial<Record<Name, Each[]>>);
