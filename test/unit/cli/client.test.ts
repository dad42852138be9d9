import { afterEach, describe, expect, test, vi } from "vitest";
import { Client } from "../../../src/cli/client.ts";

const client = new Client({ origin: "https://wire.example", token: "t" });

/** Makes the wire answer with a status and a body. */
const answer = (status: number, body: unknown) =>
  vi.stubGlobal("fetch", async () => new Response(typeof body === "string" ? body : JSON.stringify(body), { status }));

afterEach(() => vi.unstubAllGlobals());

describe("an answer", () => {
  const done = {
    ...{ id: "story", address: "story", version: 2, outcome: "updated", status: "withheld" },
    ...{ warnings: [], moreWarnings: 0 },
  };

  test("is read as the contract has it", async () => {
    answer(200, { ...done, newer: "field" });
    expect(await client.act("story", "withhold", { reason: "r" })).toEqual(done);
  });

  test("of another kind is refused with each field that is wrong", async () => {
    answer(200, { ...done, version: "2", status: "gone" });
    await expect(client.act("story", "withhold", { reason: "r" })).rejects.toThrow(
      'This command doesn\'t understand the answer to POST /v1/desk/articles/story/withhold. Does the wire run the same version?\nversion: has the wrong type ("2"); allowed: a number\nstatus: is not one of the allowed values ("gone"); allowed: usable, withheld, canceled',
    );
  });

  test("that is no JSON at all is refused, too", async () => {
    answer(200, "<html>Sign in</html>");
    await expect(client.putArticles([])).rejects.toThrow("doesn't understand the answer to PUT /v1/desk/articles");
  });
});

describe("a refusal", () => {
  test("tells its code and every mistake, known to this command or not", async () => {
    const errors = [{ field: "headline", problem: "is missing", allowed: "text" }];
    answer(422, { type: "https://wire.example/docs#new", title: "T", status: 422, code: "new", detail: "D.", errors });
    await expect(client.putArticles([])).rejects.toMatchObject({
      message: "422 new: D.",
      code: "new",
      mistakes: errors,
    });
  });

  test("that is no problem document is told as it stands", async () => {
    answer(502, "Bad gateway");
    await expect(client.putArticles([])).rejects.toMatchObject({ message: "502 unknown: Bad gateway", mistakes: [] });
  });
});
