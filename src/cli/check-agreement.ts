import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createLocalJWKSet, errors, jwtVerify } from "jose";
import { z } from "zod";
import { AGREEMENT_TYPE, AgreementClaims } from "../model/publisher/agreement.ts";

// npm run check:agreement -- agreement.jws --keys jwks.json: checks a signed agreement, without any network.
const { values, positionals } = parseArgs({
  options: { keys: { type: "string" }, issuer: { type: "string" } },
  allowPositionals: true,
});
const [file] = positionals;
if (file === undefined || values.keys === undefined) {
  console.error(
    "Usage: npm run check:agreement -- agreement.jws --keys jwks.json [--issuer https://wire.example.org]   (the keys are those of /.well-known/jwks.json, saved before)",
  );
  process.exit(1);
}

const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

try {
  const keys = createLocalJWKSet(Keys.parse(JSON.parse(readFileSync(values.keys, "utf8"))));
  const { payload } = await jwtVerify(readFileSync(file, "utf8").trim(), keys, {
    typ: AGREEMENT_TYPE,
    algorithms: ["ES256"],
    ...(values.issuer ? { issuer: values.issuer } : {}),
  });
  const { organization, domains, licence, version, hash, iss, iat, exp } = AgreementClaims.parse(payload);
  const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);
  console.log(`Good: signed by ${iss}.
${organization} (${domains.join(", ")}) accepted ${licence}, version ${version}, on ${day(iat)}, until ${day(exp)}.
SHA-256 of the text: ${hash}`);
} catch (error) {
  // What is wrong with it is all that is to be told.
  console.error(
    `Not good: ${error instanceof errors.JOSEError || error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = 1;
}
