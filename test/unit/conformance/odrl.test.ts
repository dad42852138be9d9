import { beforeAll, describe, expect, test } from "vitest";
import { licenceMistakes } from "../../../src/model/licence/mistakes.ts";
import { LICENCES, ORIGIN } from "../../support/every-licence.ts";
import { constraintsOf, dutiesOf, expanded, type Policy, type ReadOffer } from "../../support/odrl.ts";
import { madeUp, notIn, offers, written, wrongIn } from "../../support/odrl-offers.ts";
import { CW, DUTIES, ODRL, PARTY_OF, SET_OPERATORS, withWider } from "../../support/odrl-words.ts";

const HOUSE_LICENCE = {
  name: "A Licence",
  publicText: "full",
  statement: "Take it.",
  contact: "licensing@example.org",
  text: "<p>Be fair.</p>",
} as const;

const OURS = { "@id": `${ORIGIN}/#organization` };

let all: ReadOffer[] = [];
beforeAll(async () => {
  all = await offers();
}, 60_000);

/** Lists each member in the JSON by the last part of its name, and each value. */
function inventory(json: unknown): string[] {
  if (typeof json !== "object" || json === null) return ["a value"];
  return Object.entries(json).flatMap(([name, value]) => {
    if (name === "@context") return [];
    const isMember = !Array.isArray(json) && !name.startsWith("@");
    return [...(isMember ? [name.split(/[/#:]/).at(-1) ?? ""] : []), ...inventory(value)];
  });
}

/** Returns every IRI in the JSON-LD. */
function addresses(json: unknown): string[] {
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([name, value]) => (name === "@id" ? [String(value)] : addresses(value)));
}

describe("every offer, expanded as JSON-LD", () => {
  test("is read whole: each member has a meaning, and none is lost", () => {
    expect(LICENCES.length).toBeGreaterThanOrEqual(19);
    expect(all.length).toBeGreaterThan(600);
    const lost = (_: Policy, { offer, nodes }: ReadOffer) =>
      String(inventory(nodes).sort()) === String(inventory(offer).sort()) ? [] : [inventory(offer), inventory(nodes)];
    expect(wrongIn(all, lost)).toEqual([]);
  });

  test("means the same under earlier versions of W3C's context", async () => {
    for (const { what, offer, nodes } of await written())
      expect([what, await expanded(offer, true)]).toEqual([what, nodes]);
  });

  test("names each thing by an address that is one: RFC 3986", () => {
    const address = /^https?:\/\/[^\s"<>\\^`{|}#]+(#[^\s"<>\\^`{|}#]*)?$/;
    expect(wrongIn(all, (_, { nodes }) => addresses(nodes).filter((each) => !address.test(each)))).toEqual([]);
  });
});

describe("ODRL Information Model 2.2", () => {
  test("a policy has one uid, which is its own address, and at least one rule", () => {
    expect(wrongIn(all, ({ id, uid }) => (id === uid && id.startsWith(`${ORIGIN}/`) ? [] : [[id, uid]]))).toEqual([]);
    const rules = ({ permissions, prohibitions, obligations }: Policy) =>
      permissions.length + prohibitions.length + obligations.length;
    expect(wrongIn(all, (policy) => (rules(policy) > 0 ? [] : ["no rule"]))).toEqual([]);
  });

  test("an offer has one assigner", () => {
    for (const { what, policy, licence } of all) {
      const named = { "http://www.w3.org/2006/vcard/ns#fn": licence.licensor };
      expect([what, policy.assigner]).toEqual([what, expect.objectContaining(licence.licensor ? named : OURS)]);
      expect([what, policy.assigner[`${ODRL}uid`]]).toEqual([what, policy.assigner["@id"]]);
    }
  });

  test("the profiles are RightsML's and our own", () => {
    const profiles = ["https://iptc.org/std/RightsML/odrl-profile/", `${ORIGIN}/ns`];
    for (const { what, policy } of all) expect([what, policy.profile]).toEqual([what, profiles]);
  });

  test("a conflict is settled against the permission, and there is none", () => {
    expect(wrongIn(all, ({ conflict }) => (conflict === `${ODRL}prohibit` ? [] : [conflict]))).toEqual([]);
    const contradictions = ({ permissions, prohibitions, target }: Policy) => {
      const on = (rule: { target?: string | undefined }, action: string) => `${action} of ${rule.target ?? target}`;
      const forbidden = prohibitions.flatMap((rule) => rule.actions.map((action) => on(rule, action)));
      return permissions.flatMap((rule) =>
        rule.actions.filter((action) => withWider(action).some((each) => forbidden.includes(on(rule, each)))),
      );
    };
    expect(wrongIn(all, contradictions)).toEqual([]);
  });

  test("a constraint has one value, or with a set operator a list of them", () => {
    const many = (policy: Policy) =>
      constraintsOf(policy).filter(({ operator, right }) => right.length > 1 && !SET_OPERATORS.includes(operator));
    expect(wrongIn(all, many)).toEqual([]);
  });

  test("a duty is one that is known, and owed to the assigner", () => {
    expect(
      wrongIn(all, (policy) =>
        notIn(
          DUTIES,
          dutiesOf(policy).map(({ action }) => action),
        ),
      ),
    ).toEqual([]);
    const misowed = (policy: Policy) =>
      dutiesOf(policy).filter(({ action, parties }) => {
        const party = PARTY_OF[action];
        const owed = party === undefined ? {} : { [party]: policy.assigner["@id"] };
        return JSON.stringify(parties) !== JSON.stringify(owed);
      });
    expect(wrongIn(all, misowed)).toEqual([]);
  });

  test("a duty can be done: who takes a part needn't take the whole", () => {
    const impossible = ({ permissions }: Policy) =>
      permissions
        .filter(({ actions }) => actions.includes(`${ODRL}extract`))
        .flatMap(({ duties }) => duties.filter(({ action }) => action === `${CW}takeWhole`));
    expect(wrongIn(all, impossible)).toEqual([]);
  });
});

test.each(["anyone", "publishers"] as const)("whom a licence for %s excludes, its offer excludes", async (who) => {
  const grant = { republish: "allow", excerpt: "allow" } as const;
  const licence = { ...HOUSE_LICENCE, grant, eligibility: { who, excluded: ["Campaigns and parties"] } };
  expect(licenceMistakes(licence, true)).toEqual([]);
  const forgotten = ({ permissions }: Policy) =>
    permissions
      .filter(({ actions }) => actions.includes(`${ODRL}reproduce`) || actions.includes(`${ODRL}extract`))
      .filter(({ assignee }) => !assignee?.refinement.some(({ left }) => left === `${CW}notAmong`))
      .map(({ actions }) => actions);
  expect(wrongIn(await Promise.all(madeUp(licence, 1)), forgotten)).toEqual([]);
});
