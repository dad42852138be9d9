import type { Target } from "./client.ts";
import { localToken } from "./secrets.ts";

export const LOCAL = "http://localhost:8787";

/** Returns a wire's origin by name: `local` is the one on this machine. */
export function originOf(named: string): string {
  if (named === "local") return LOCAL;
  if (URL.canParse(named)) return new URL(named).origin;
  throw new Error(
    `${named} isn't the address of a wire; allowed: local, or an address such as https://wire.example.org`,
  );
}

/** Returns a wire and, unless it is local, its credentials: a desk token, or a Cloudflare Access service token. */
export async function targetAt(to: string): Promise<Target> {
  const origin = new URL(to).origin;
  const token =
    process.env.COMMONWIRE_TOKEN ?? (new URL(origin).hostname === "localhost" ? await localToken() : undefined);
  if (token !== undefined) return { origin, token };
  const id = process.env.COMMONWIRE_ACCESS_ID;
  const secret = process.env.COMMONWIRE_ACCESS_SECRET;
  if (id !== undefined && secret !== undefined) return { origin, access: { id, secret } };
  throw new Error(
    "Set COMMONWIRE_TOKEN to a desk token of that wire, which `npm run token -- name` makes; or COMMONWIRE_ACCESS_ID and COMMONWIRE_ACCESS_SECRET to a service token of Cloudflare Access.",
  );
}

/** The credentials for importing from a site: Ghost's Content API key, otherwise `user:password`. */
export const sourceKey = (): string | undefined => process.env.COMMONWIRE_SOURCE_KEY;
