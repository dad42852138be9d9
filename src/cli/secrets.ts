import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import { sha256Hex } from "../model/hash.ts";

/** The files of the local secrets: what the Worker gets, and the token that the CLI uses. Neither is ever committed. */
const WORKER_FILE = ".dev.vars";
const TOKEN_FILE = ".desk-token";

/** Makes a desk token: 256 random bits after a prefix that secret scanners recognize. */
export const newToken = (): string => `cwdesk_${randomBytes(32).toString("base64url")}`;

/** Makes a key that signs agreements: ES256, named after its thumbprint (RFC 7638). */
export async function newSigningKey() {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key) };
}

/** Makes a key that encrypts webhooks' secrets: 256 random bits for AES. */
export const newSecretsKey = (): string => randomBytes(32).toString("base64");

/** Makes a key for the URLs of non-public images: 256 random bits for HMAC. */
export const newImagesKey = (): string => randomBytes(32).toString("base64");

/** The local Worker's secrets besides its desk token, with the function that makes each. */
const MADE: Record<string, () => string | Promise<string>> = {
  SIGNING_KEYS: async () => `'${JSON.stringify([await newSigningKey()])}'`,
  SECRETS_KEY: () => `"${newSecretsKey()}"`,
  IMAGES_KEY: () => `"${newImagesKey()}"`,
};

/** Returns a token's entry in DESK_TOKENS. */
export const tokenEntry = async (name: string, token: string): Promise<string> => `${name}:${await sha256Hex(token)}`;

/** Makes the local secrets if there are none, and returns the desk token. */
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

/** The entries of tokens added by hand. */
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
