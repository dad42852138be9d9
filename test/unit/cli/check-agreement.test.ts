import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { judgeAgreement, parseTime } from "../../../src/cli/agreement-standing.ts";

const FROM = Date.parse("2026-11-26T20:00:00Z") / 1000;
const TO = Date.parse("2028-11-25T20:00:00Z") / 1000;
const CLAIMS = {
  ...{ iss: "https://wire.example", sub: "p1", jti: "a1", iat: FROM, exp: TO, organization: "The Daily Paper" },
  ...{ domains: ["paper.example"], licence: "free", version: 2, hash: "0".repeat(64), actions: [] },
};

const [own, foreign] = await Promise.all([generateKeyPair("ES256"), generateKeyPair("ES256")]);
const keys = { keys: [{ ...(await exportJWK(own.publicKey)), kid: "k1" }] };
const signed = (claims: object, typ = "commonwire-agreement+jwt", pair = own, kid = "k1") =>
  new SignJWT({ ...CLAIMS, ...claims }).setProtectedHeader({ alg: "ES256", kid, typ }).sign(pair.privateKey);

describe("it tells how a genuine agreement stands", () => {
  test.each([
    ["2026-11-25", "not yet"],
    ["2026-11-26", "in force"],
    ["2026-11-26T19:59:59Z", "not yet"],
    ["2026-11-26T20:00:00Z", "in force"],
    ["2027-01-31", "in force"],
    ["2028-11-25", "in force"],
    ["2028-11-25T20:59:59+01:00", "in force"],
    ["2028-11-25T20:00:00Z", "ended"],
    ["2028-11-26", "ended"],
    ["2099-01-01", "ended"],
  ])("on %s: %s", async (said, at) => {
    const asked = parseTime(said);
    expect(asked && (await judgeAgreement(await signed({}), keys, asked, CLAIMS.iss))).toMatchObject({
      genuine: true,
      at,
    });
  });
});

describe("it refuses", () => {
  test.each([
    ["another key under the same id", () => signed({}, undefined, foreign), "none of these keys made its signature"],
    ["a key that isn't there", () => signed({}, undefined, foreign, "k2"), "names a key that isn't among these"],
    ["another type of token", () => signed({}, "JWT"), 'type is "JWT"'],
    ["another issuer", () => signed({ iss: "https://elsewhere.example" }), "signed by https://elsewhere.example"],
    ["something left out", () => signed({ hash: undefined }), "hash"],
    ["no JWS", async () => "x", "Compact JWS"],
    ["a changed claim", async () => changed(await signed({})), "none of these keys made its signature"],
  ])("%s", async (_, make, why) => {
    const standing = await judgeAgreement(await make(), keys, { from: 0, to: 1 }, CLAIMS.iss);
    expect(standing).toMatchObject({ genuine: false, why: expect.stringContaining(why) });
  });

  const NO_TIMES = [
    ...["", "tomorrow", "2027", "2027-1-31", "2027-01-31T09:00", "2027-13-01", "31.01.2027"],
    ...["2027-02-30", "2027-02-29", "2026-06-31", "2027-02-30T09:00:00Z", "2027-02-29T09:00:00+09:00"],
    ...["2026-06-31T09:00Z", "2026-06-30T24:00:00Z", "2026-06-30T09:60:00Z", "2026-06-30T09:00:00+25:00"],
  ];
  test.each(NO_TIMES)("%s as a time", (said) => expect(parseTime(said)).toBeUndefined());
  test.each(["2028-02-29", "2028-02-29T09:00:00+09:00", "2026-06-30T09:00Z", "2026-06-30T09:00:00.5Z"])(
    "nothing that the calendar has: %s",
    (said) => expect(parseTime(said)).toMatchObject({ said, from: Date.parse(said) }),
  );
});

/** Returns a signed agreement with its payload changed to an earlier version. */
function changed(jws: string): string {
  const [head, , signature] = jws.split(".");
  return [head, Buffer.from(JSON.stringify({ ...CLAIMS, version: 1 })).toString("base64url"), signature].join(".");
}

describe("the command", () => {
  const folder = mkdtempSync(join(tmpdir(), "agreement-"));
  const [good, forged, jwks] = ["good.jws", "forged.jws", "jwks.json"].map((name) => join(folder, name));
  const check = (...args: (string | undefined)[]) => {
    const command = ["src/cli/check-agreement.ts", ...args.map(String)];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
    return { status, said: stdout + stderr };
  };

  beforeAll(async () => {
    writeFileSync(String(good), `${await signed({})}\n`);
    writeFileSync(String(forged), await signed({}, undefined, foreign));
    writeFileSync(String(jwks), JSON.stringify(keys));
  });

  test.each([
    [["--at", "2027-01-31"], 0, "On 2027-01-31: in force."],
    [["--at", "2026-01-31"], 2, "On 2026-01-31: not yet in force."],
    [["--at", "2030-01-31"], 2, "On 2030-01-31: ended on 2028-11-25T20:00:00Z."],
    [["--at", "soon"], 1, `--at: isn't a time ("soon"); allowed: a day in UTC, such as 2027-01-31`],
    [["--at", "2027-01-31", "--issuer", "https://elsewhere.example"], 1, "Forged, or not an agreement"],
  ])("%j ends with %d", (args, status, words) => {
    expect(check(good, "--keys", jwks, ...args)).toEqual({ status, said: expect.stringContaining(words) });
  });

  test("ends with 1 for a forged one, without keys, and without the file", () => {
    expect(check(forged, "--keys", jwks, "--at", "2027-01-31")).toMatchObject({ status: 1 });
    expect(check(good)).toMatchObject({ status: 1, said: expect.stringContaining("Usage") });
    expect(check(`${good}.x`, "--keys", jwks)).toMatchObject({ status: 1, said: expect.stringContaining("ENOENT") });
  });

  test("never says that a genuine one isn't good", () => {
    for (const at of ["2020-01-01", "2027-01-01", "2050-01-01"])
      expect(check(good, "--keys", jwks, "--at", at).said).toMatch(
        /^Genuine: signed by https:\/\/wire\.example, in force from 2026-11-26T20:00:00Z to 2028-11-25T20:00:00Z\./,
      );
  });
});
