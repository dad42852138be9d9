import { beforeEach, describe, expect, test } from "vitest";
import { KEYS } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { expectProblem } from "../support/problem.ts";
import {
  accept,
  applied,
  bearer,
  decided,
  form,
  getOwnPublisher,
  json,
  prove,
  signedIn,
  wireWith,
} from "../support/publisher.ts";
import { desk, get, MASTHEAD, publishMasthead, request } from "../support/wire.ts";

// The desk vouches for a domain: enough to read, but never enough for approval by a rule, and not a proof.

const vouch = (id: string, body: Record<string, unknown> = { reason: "A station without a site." }) =>
  desk("POST", `/publishers/${id}/domains/paper.example/vouch`, body);

/** Creates a publisher that the desk approved and vouches for, and that accepted the license. */
async function vouchedFor() {
  const { id, token } = await applied();
  expect((await vouch(id)).status).toBe(200);
  expect((await decided(id, "approve")).status).toBe(200);
  await accept(token, "eligible");
  return { id, token, cookie: await signedIn(`p${id}`) };
}

/** Makes a read key as a signed-in person, and returns it. */
async function keyBy(cookie: string): Promise<string> {
  const made = await request("/publisher/keys", form({ name: "CMS", scope: "read" }, { Cookie: cookie }));
  return /value="(cw_[^"]+)"/.exec(await made.text())?.[1] ?? "";
}
const read = async (key: string) => {
  const response = await get("/v1/articles/ours", bearer(key));
  return `${response.status} ${await response.text()}`;
};

const tab = async (cookie: string, path: string) => (await get(path, { Cookie: cookie, Accept: "text/html" })).text();

beforeEach(() => wireWith("free", "ours"));

describe("it works", () => {
  test("a vouched publisher is approved by the desk, accepts, and finds its stories; pages never say verified", async () => {
    const { id, cookie } = await vouchedFor();
    expect(await read(await keyBy(cookie))).toContain("Licensed body.");
    expect(await tab(cookie, "/publisher/account")).toMatch(/not verified yet[\s\S]*Vouched for until/);
    const log = await (await desk("GET", `/audit?publisher=${id}`)).json<{
      audit: { action: string; reason: string }[];
    }>();
    expect(log.audit).toContainEqual(expect.objectContaining({ action: "vouch", reason: "A station without a site." }));
  });

  test("a proof takes the place of the word", async () => {
    const { id, token } = await applied();
    await vouch(id);
    expect((await prove(token)).domains[0]).toMatchObject({ state: "proved" });
  });
});

describe("it refuses", () => {
  test("no reason, too many days, a domain that isn't theirs, and whoever isn't the desk", async () => {
    const { id } = await applied();
    await expectProblem(await vouch(id, {}), 422, "invalid");
    await expectProblem(await vouch(id, { reason: "Known.", days: 91 }), 422, "invalid");
    await expectProblem(
      await desk("POST", `/publishers/${id}/domains/other.example/vouch`, { reason: "x" }),
      404,
      "not-found",
    );
    const path = `/v1/desk/publishers/${id}/domains/paper.example/vouch`;
    await expectProblem(await request(path, json({ reason: "Mine." })), 401, "unauthorized");
  });

  test("the application's address gives neither key nor sign-in for it", async () => {
    const { id, token } = await applied();
    await vouch(id);
    await decided(id, "approve");
    await expectProblem(await request(`/v1/applications/${token}/keys`, json({ name: "CMS" })), 409, "conflict");
    expect((await request(`/applications/${token}/sign-in`, form({}))).status).toBe(409);
  });

  test("a licence that wants the proof", async () => {
    const eligible = MASTHEAD.licences.eligible;
    await publishMasthead({
      ...MASTHEAD,
      licences: {
        ...MASTHEAD.licences,
        eligible: { ...eligible, eligibility: { domain: "verified" as const } },
      },
    });
    const { id, token } = await applied();
    await vouch(id);
    await decided(id, "approve");
    await expect(accept(token, "eligible")).rejects.toThrow("409");
    await prove(token);
    await accept(token, "eligible");
  });
});

describe("it is guarded", () => {
  test("the word alone leaves the question open, so no rule answers it", async () => {
    const { id, token } = await applied();
    await vouch(id);
    const { status, licences } = await getOwnPublisher(token);
    expect(status).toBe("applied");
    expect(licences[0]?.reasons).toContainEqual(expect.objectContaining({ code: "domain", verdict: "open" }));
  });

  test.each([
    [
      "withdrawn",
      async (id: string) =>
        void (await desk("DELETE", `/publishers/${id}/domains/paper.example/vouch`, { reason: "No more." })),
    ],
    ["over", async () => pass(31 * 24 * 3600)],
  ])("once it is %s, nothing is open", async (_, end) => {
    const { id, cookie } = await vouchedFor();
    const key = await keyBy(cookie);
    expect(await read(key)).toContain("Licensed body.");
    await end(id);
    pass(KEYS.revokedWithinSeconds);
    expect(await read(key)).toMatch(/^403 /);
  });
});
