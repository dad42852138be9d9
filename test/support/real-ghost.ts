import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { freePort } from "./clone.ts";
import { ROOT } from "./paths.ts";

const Posts = z.object({ posts: z.tuple([z.looseObject({ id: z.string(), updated_at: z.string() })]) });

/** Returns a paragraph in the format of Ghost's editor. */
export function lexical(text: string): string {
  const flow = { direction: "ltr", format: "", indent: 0, version: 1 };
  const words = { type: "extended-text", text, format: 0, detail: 0, mode: "normal", style: "", version: 1 };
  return JSON.stringify({
    root: { ...flow, type: "root", children: [{ ...flow, type: "paragraph", children: [words] }] },
  });
}

/** Starts a real Ghost configured for `home`. `folder` keeps the installation between runs. */
export async function startGhost(folder: string, home: string) {
  const port = await freePort();
  const script = (...args: string[]) => promisify(execFile)("test/support/ghost-up.sh", args, { cwd: ROOT });
  const { stdout } = await script("up", folder, String(port), home);
  const told = new Map(
    stdout.split("\n").map((line) => [line.split("=", 1)[0] ?? "", line.slice(line.indexOf("=") + 1)]),
  );
  const at = `http://127.0.0.1:${port}`;
  const admin = async (method: string, path: string, post?: Record<string, unknown>) => {
    const headers = { "X-Forwarded-Proto": "https", Origin: home, Cookie: told.get("COOKIE") ?? "" };
    const answer = await fetch(`${at}/ghost/api/admin/posts/${path}`, {
      method,
      headers: { ...headers, "Content-Type": "application/json" },
      body: post === undefined ? null : JSON.stringify({ posts: [post] }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : Posts.parse(await answer.json()).posts[0];
  };
  return {
    key: told.get("CONTENT_KEY") ?? "",
    respond: (request: Request): Promise<Response> => {
      const { pathname, search } = new URL(request.url);
      const headers = new Headers(request.headers);
      headers.set("X-Forwarded-Proto", "https");
      headers.delete("Host");
      return fetch(at + pathname + search, { headers, redirect: "manual" });
    },
    write: async (post: Record<string, unknown>): Promise<string> => (await admin("POST", "", post))?.id ?? "",
    edit: async (id: string, changes: Record<string, unknown>): Promise<void> => {
      const now = await admin("GET", `${id}/`);
      await admin("PUT", `${id}/`, { ...changes, updated_at: now?.updated_at });
    },
    delete: (id: string) => admin("DELETE", `${id}/`),
    stop: () => script("down", folder),
  };
}
