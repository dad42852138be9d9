import { expect, test } from "vitest";
import { type Correction, droppedFrom } from "../../../src/model/article/correction.ts";

const correction = (hour: number, note: string): Correction => ({
  at: `2026-05-02T${String(hour).padStart(2, "0")}:00:00Z`,
  kind: "correction",
  note,
});
const A = correction(1, "a");
const B = correction(2, "b");

test.each<[what: string, made: Correction[], list: Correction[], dropped: Correction[]]>([
  ["nothing changed", [A, B], [A, B], []],
  ["another order", [A, B], [B, A], []],
  ["the same instant in another zone", [A], [{ ...A, at: "2026-05-02T03:00:00+02:00" }], []],
  ["another note", [A], [{ ...A, note: "c" }], []],
  ["another date", [A], [{ ...A, at: B.at }], []],
  ["one left out", [A, B], [B], [A]],
  ["all left out", [A, B], [], [A, B]],
  ["another in its place", [A], [B], [A]],
  ["two of one note, one left out", [correction(1, "a"), correction(2, "a")], [correction(2, "a")], [A]],
  ["two at one time, one left out", [correction(1, "a"), correction(1, "b")], [correction(1, "b")], [A]],
  [
    "what stayed keeps its place beside what was changed",
    [A, correction(1, "b")],
    [correction(1, "b"), correction(1, "c")],
    [],
  ],
])("corrections that have no place in what follows: %s", (_, made, list, dropped) => {
  expect(droppedFrom(made, list)).toEqual(dropped);
});
