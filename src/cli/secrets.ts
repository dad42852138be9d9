import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { sha256Hex } from "../model/hash.ts";

/** Where the laptop's own secrets are: what the Worker gets, and the token that the CLI shows. Neither is ever committed. */
const WORKER_FILE = ".dev.vars";
const TOKEN_FILE = ".desk-token";

/** A new desk token: 256 random bits behind a prefix by which scanners know it. */
export const newToken = (): string => `cwdesk_${randomBytes(32).toString("base64url")}`;

/** The entry of a token in DESK_TOKENS. */
export const tokenEntry = async (name: string, token: string): Promise<string> => `${name}:${await sha256Hex(token)}`;

/** Makes the laptop's secrets if there are none, and answers with the desk token. */
export async function localToken(): Promise<string> {
  if (existsSync(TOKEN_FILE) && existsSync(WORKER_FILE)) {
    const token = readFileSync(TOKEN_FILE, "utf8").trim();
    if (readFileSync(WORKER_FILE, "utf8").includes(await sha256Hex(token))) return token;
  }
  const token = newToken();
  const lines = existsSync(WORKER_FILE) ? readFileSync(WORKER_FILE, "utf8").split("\n") : [];
  const others = lines.filter((line) => line !== "" && !line.startsWith("DESK_TOKENS="));
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
