import { expect, test } from "vitest";
import { COPY_STATES, copyState, worstFirst } from "../../../src/model/article/copy-state.ts";

const nothing = { outcome: undefined, isOverdue: false, isReached: false, isEmailed: false };

test.each([
  [nothing, "not-reached"],
  [{ ...nothing, isReached: true }, "no-answer"],
  [{ ...nothing, isReached: true, isEmailed: true }, "emailed"],
  [{ ...nothing, isEmailed: true, outcome: "removed" as const }, "says-gone"],
  [{ ...nothing, isReached: true, isOverdue: true }, "overdue"],
  [{ ...nothing, outcome: "kept" as const }, "kept"],
  [{ ...nothing, outcome: "kept" as const, isOverdue: true }, "overdue"],
  [{ ...nothing, outcome: "removed" as const }, "says-gone"],
  [{ ...nothing, outcome: "not-used" as const, isReached: true }, "says-gone"],
  [{ ...nothing, isOverdue: true, verified: "2026-06-01T12:00:00Z" }, "verified-gone"],
])("%j is %s", (facts, state) => {
  expect(copyState(facts)).toBe(state);
});

test("the worst comes first, and what is equally bad keeps its order", () => {
  const copies = [...COPY_STATES].reverse().flatMap((state) => [
    { state, id: 1 },
    { state, id: 2 },
  ]);
  expect(worstFirst(copies).map(({ state, id }) => `${state} ${id}`)).toEqual(
    COPY_STATES.flatMap((state) => [`${state} 1`, `${state} 2`]),
  );
});
