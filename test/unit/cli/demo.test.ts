import { expect, test } from "vitest";
import { makeDemo } from "../../../src/cli/demo.ts";

test.each([
  "https://wire.example.org",
  "http://localhost.example.org",
  "https://localhost:8787",
  "http://127.0.0.1:8787",
])("there is no demo publisher at %s", async (origin) => {
  await expect(makeDemo(origin, "token")).rejects.toThrow("only works on this machine");
});
