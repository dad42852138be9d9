import { parseArgs } from "node:util";
import type { Target } from "./client.ts";
import { CONTENT } from "./files.ts";
import { localToken } from "./secrets.ts";

export const LOCAL = "http://localhost:8787";

/** Reads `--to` and `--content` and, for a wire elsewhere, the token in COMMONWIRE_TOKEN. */
export async function targetOf(args: string[]): Promise<Target & { folder: string }> {
  const { values } = parseArgs({
    args,
    options: { to: { type: "string", default: LOCAL }, content: { type: "string", default: CONTENT } },
  });
  const origin = new URL(values.to).origin;
  const token =
    process.env.COMMONWIRE_TOKEN ?? (new URL(origin).hostname === "localhost" ? await localToken() : undefined);
  if (token === undefined)
    throw new Error("Set COMMONWIRE_TOKEN to a desk token of that wire; `npm run token -- name` makes one.");
  return { origin, token, folder: values.content };
}
