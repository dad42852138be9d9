import { z } from "zod";
import { version } from "../package.json";
import { slug } from "./model/text.ts";

/** What the platform binds, as it comes. */
export type Raw = { ORIGIN: string; DESK_TOKENS?: string; DB: D1Database; IMAGES: R2Bucket };

/** Every binding, variable and secret, checked. */
export type Env = {
  /** The origin of every absolute URL, without a slash at its end. */
  origin: string;
  /** Desk tokens: SHA-256 in hex → the name that goes into the log. */
  deskTokens: ReadonlyMap<string, string>;
  db: D1Database;
  images: R2Bucket;
  /** Commonwire's own version. */
  version: string;
};

const Origin = z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text && text.length <= 100, {
  error: "ORIGIN is an origin of at most 100 characters, as https://wire.example.org, with nothing behind it",
});

const DeskToken = z.tuple([slug, z.string().regex(/^[0-9a-f]{64}$/)], {
  error: "DESK_TOKENS is a list of name:sha256, separated by spaces, as `npm run token -- name` prints it",
});

const checked = new WeakMap<Raw, Env>();

/** Checks the environment, once for each. Throws an error that names the setting. */
export function readEnv(raw: Raw): Env {
  const known = checked.get(raw);
  if (known) return known;
  const env: Env = {
    origin: Origin.parse(raw.ORIGIN),
    deskTokens: new Map(tokens(raw.DESK_TOKENS ?? "").map(([name, hash]) => [hash, name])),
    db: raw.DB,
    images: raw.IMAGES,
    version,
  };
  checked.set(raw, env);
  return env;
}

const tokens = (list: string) =>
  list
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .map((entry) => DeskToken.parse(entry.split(":")));
