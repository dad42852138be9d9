import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../../src/model/canonical-json.ts";
import { sha256Hex } from "../../../src/model/hash.ts";
import { clauses, keptLicence, type LicenceInput } from "../../../src/model/licence/licence.ts";
import { morePermissions } from "../../../src/model/licence/more-permissions.ts";
import before from "../../fixtures/licence-texts-of-before.json";

// Texts from when a license's silence still had a meaning, stored with a value for everything. Publishers accepted them as they
// were, so their meaning must not change.

const TEXTS: { id: string; licence: LicenceInput; hash: string; clauses: [string, string][] }[] = JSON.parse(
  JSON.stringify(before),
);

/** Facts stated about every license alike, and about machine uses that a license didn't address. */
const NOT_SAID_ANY_MORE = [
  "exceptions.precedence",
  "machine-use.search",
  "machine-use.aiInput",
  "machine-use.aiTrain",
  "machine-use.ai",
];

describe.each(TEXTS)("the text of $id that was accepted before", ({ id, licence, hash, clauses: said }) => {
  const read = keptLicence(licence);

  test("is read as it is, so that its hash is still the one that was accepted", async () => {
    expect(read).toEqual(licence);
    expect(await sha256Hex(canonicalJson({ id, ...read }))).toBe(hash);
  });

  test("gives nothing in addition to Creative Commons: what the wire filled in is no permission of a newsroom's", () => {
    expect(morePermissions(read)).toEqual([]);
  });

  test("says what it said", () => {
    const now = new Map(clauses(read).map((clause) => [clause.id, clause.effect]));
    const changed = said.filter(
      ([name, effect]) => now.get(name) !== effect && !(effect === "fact" && NOT_SAID_ANY_MORE.includes(name)),
    );
    expect(changed).toEqual([]);
  });
});
