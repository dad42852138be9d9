import { describe, expect, test } from "vitest";
import type { Access } from "../../src/model/access.ts";
import { pass } from "../support/clock.ts";
import { DOCUMENTS, everyKind } from "../support/every-kind.ts";
import { complaintsOf } from "../support/feed-validator.ts";
import { VALIDATOR_CASES } from "../support/validator-cases.ts";
import { act, callWire, ORIGIN } from "../support/wire.ts";

const KEYED = ["/feeds/latest.rss?all=1", "/feeds/latest.atom?all=1", "/feeds/latest/archive/1.rss?all=1"];

const LICENSED: Access = { kind: "licensed", licences: [{ id: "eligible", version: 1 }] };
const READERS = [
  { props: { access: { kind: "public" } as const, isKeyInPath: false }, documents: DOCUMENTS },
  { props: { access: LICENSED, isKeyInPath: false }, documents: [...DOCUMENTS, ...KEYED] },
  { props: { access: LICENSED, isKeyInPath: true }, documents: [...DOCUMENTS, ...KEYED] },
];

/** Returns the complaints about every document, for each kind of reader, and the number of documents. */
async function readAll(): Promise<{ documents: number; complaints: string[][] }> {
  const read = READERS.flatMap(({ props, documents }) =>
    documents.map(async (path) => {
      const response = await callWire(new Request(ORIGIN + path), props.access, props.isKeyInPath);
      expect([path, response.status]).toEqual([path, 200]);
      return complaintsOf(await response.text()).map((complaint) => [path, complaint]);
    }),
  );
  const complaints = await Promise.all(read);
  return { documents: complaints.length, complaints: complaints.flat() };
}

const VALID = { documents: 3 * DOCUMENTS.length + 2 * KEYED.length, complaints: [] };

describe("the W3C's validator has nothing to complain of", () => {
  test("in any channel, archive page, list of what was withdrawn, or licensed feed, whatever happens to the stories", async () => {
    await everyKind();
    expect(await readAll()).toEqual(VALID);
    await act("full", "correct", { kind: "correction", note: "It was 1 < 2 & not 2 < 1." });
    expect(await readAll()).toEqual(VALID);
    await act("full", "kill", { reason: "Sourcing: R&3 & 1 < 2." });
    await act("summary", "kill", { reason: "Wrong." });
    expect(await readAll()).toEqual(VALID);
    await act("ends", "withhold", { reason: "A doubt." });
    expect(await readAll()).toEqual(VALID);
    pass(60);
    await act("full", "restore", { reason: "It was right." });
    expect(await readAll()).toEqual(VALID);
  });
});

describe("our checks find what the validator finds", () => {
  test.each(VALIDATOR_CASES)("%s", (_, xml, expected) => expect(complaintsOf(xml)).toEqual(expected));
});
