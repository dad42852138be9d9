import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import { sha256Hex } from "../model/hash.ts";

/** Where the laptop's own secrets are: what the Worker gets, and the token that the CLI shows. Neither is ever committed. */
const WORKER_FILE = ".dev.vars";
const TOKEN_FILE = ".desk-token";

/** A new desk token: 256 random bits behind a prefix by which scanners know it. */
export const newToken = (): string => `cwdesk_${randomBytes(32).toString("base64url")}`;

/** A new key that signs agreements: ES256, named after its own thumbprint (RFC 7638). */
export async function newSigningKey() {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key) };
}

/** A new key that encrypts webhooks' secrets: 256 random bits for AES. */
export const newSecretsKey = (): string => randomBytes(32).toString("base64");

/** A new key that makes the addresses of images that not everybody may have: 256 random bits for HMAC. */
export const newImagesKey = (): string => randomBytes(32).toString("base64");

/** The secrets that a laptop's Worker gets beside its desk token, each with how one is written. */
const MADE: Record<string, () => string | Promise<string>> = {
  SIGNING_KEYS: async () => `'${JSON.stringify([await newSigningKey()])}'`,
  SECRETS_KEY: () => `"${newSecretsKey()}"`,
  IMAGES_KEY: () => `"${newImagesKey()}"`,
};

/** The entry of a token in DESK_TOKENS. */
export const tokenEntry = async (name: string, token: string): Promise<string> => `${name}:${await sha256Hex(token)}`;

/** Makes the laptop's secrets if there are none, and answers with the desk token. */
export async function localToken(): Promise<string> {
  if (existsSync(TOKEN_FILE) && existsSync(WORKER_FILE)) {
    const token = readFileSync(TOKEN_FILE, "utf8").trim();
    const kept = readFileSync(WORKER_FILE, "utf8");
    if ([await sha256Hex(token), ...Object.keys(MADE).map((name) => `${name}=`)].every((part) => kept.includes(part)))
      return token;
  }
  const token = existsSync(TOKEN_FILE) ? readFileSync(TOKEN_FILE, "utf8").trim() : newToken();
  const lines = existsSync(WORKER_FILE) ? readFileSync(WORKER_FILE, "utf8").split("\n") : [];
  const others = lines.filter((line) => line !== "" && !line.startsWith("DESK_TOKENS="));
  for (const [name, make] of Object.entries(MADE))
    if (!others.some((line) => line.startsWith(`${name}=`))) others.push(`${name}=${await make()}`);
  const entries = [...otherEntries(lines), await tokenEntry(LAPTOP, token)];
  writeFileSync(WORKER_FILE, `${[...others, `DESK_TOKENS="${entries.join(" ")}"`].join("\n")}\n`, { mode: 0o600 });
  writeFileSync(TOKEN_FILE, `${token}\n`, { mode: 0o600 });
  return token;
}

const LAPTOP = "laptop";

/** The entries of tokens that somebody added by hand. */
const otherEntries = (lines: readonly string[]): string[] =>
  lines
    .filter((line) => line.startsWith("DESK_TOKENS="))
    .flatMap((line) =>
      line
        .slice("DESK_TOKENS=".length)
        .replaceAll('"', "")
        .split(/[\s,]+/),
    )
    .filter((entry) => entry !== "" && !entry.startsWith(`${LAPTOP}:`));
