import { expect, test } from "vitest";
import { statusProblem, waitAfterTry } from "../../../src/model/push/delivery.ts";

test("waits grow from a minute to a day, and end after seven tries", () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8].map((failed) => {
    const wait = waitAfterTry(failed);
    return wait === undefined ? undefined : wait / 60_000;
  });
  expect(minutes).toEqual([1, 5, 30, 120, 480, 1440, undefined, undefined]);
});

test.each([
  [200, undefined],
  [204, undefined],
  [299, undefined],
  [199, "failing"],
  [300, "redirects"],
  [304, "redirects"],
  [399, "redirects"],
  [400, "refused"],
  [410, "gone"],
  [499, "refused"],
  [500, "failing"],
  [599, "failing"],
])("a status of %i", (status, problem) => {
  expect(statusProblem(status)).toBe(problem);
});
