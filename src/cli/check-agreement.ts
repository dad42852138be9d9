import { readFileSync } from "node:fs";
import { z } from "zod";
import { instant } from "../model/time.ts";
import { ALLOWED_TIME, judgeAgreement, parseTime, standingInWords } from "./agreement-standing.ts";
import { readOptions } from "./read-options.ts";

const USAGE = `Usage: npm run check:agreement -- agreement.jws --keys jwks.json [--at 2027-01-31] [--issuer https://wire.example.org]
Checks a signed agreement offline. The keys are those from /.well-known/jwks.json, saved to a file. --at is ${ALLOWED_TIME}; without it, now.
Exit codes: 0, genuine and in force then; 2, genuine, but not in force then; 1, forged or unreadable.`;

const { values, positionals } = readOptions(USAGE, {
  options: { keys: { type: "string" }, issuer: { type: "string" }, at: { type: "string" } },
  allowPositionals: true,
});
const [file] = positionals;
if (file === undefined || values.keys === undefined) fail(USAGE);

const at = parseTime(values.at ?? instant(Date.now()));
if (at === undefined) fail(`--at: isn't a time (${JSON.stringify(values.at)}); allowed: ${ALLOWED_TIME}`);

const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

try {
  const keys = Keys.parse(JSON.parse(readFileSync(values.keys, "utf8")));
  const standing = await judgeAgreement(readFileSync(file, "utf8").trim(), keys, at, values.issuer);
  if (!standing.genuine) fail(`Forged, or not an agreement: ${standing.why}.`);
  console.log(standingInWords(standing, values.at === undefined ? `Now, ${at.said}` : `On ${at.said}`));
  process.exitCode = standing.at === "in force" ? 0 : 2;
} catch (error) {
  // The file doesn't exist, or the keys are invalid.
  fail(`Can't be checked: ${error instanceof Error ? error.message : String(error)}`);
}

function fail(words: string): never {
  console.error(words);
  process.exit(1);
}
