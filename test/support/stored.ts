import { env } from "cloudflare:workers";
import { isolate } from "../../src/http/cache/isolate.ts";
import type { Body } from "../../src/model/article/article.ts";

/** Puts texts into an article as an earlier release took them: the border refuses HTML in a plain field by now, and the store may hold some. */
export async function storeAsIs(id: string, fields: Record<string, unknown>): Promise<void> {
  const sql = "UPDATE article SET content = json_patch(content, ?2) WHERE id = ?1";
  await env.DB.prepare(sql).bind(id, JSON.stringify(fields)).run();
  isolate.reset();
}

/** The same for the masthead. */
export async function storeMastheadAsIs(parts: Record<string, unknown>): Promise<void> {
  await env.DB.prepare("UPDATE masthead SET content = json_patch(content, ?1)").bind(JSON.stringify(parts)).run();
  isolate.reset();
}

/** Puts a body into an article as a release without links between stories left it: nothing says where its links lead. */
export async function storeBodyAsIs(id: string, body: Body): Promise<void> {
  await env.DB.batch([
    env.DB.prepare("UPDATE article SET body = ?2, open_links = NULL WHERE id = ?1").bind(id, JSON.stringify(body)),
    env.DB.prepare("DELETE FROM story_link WHERE article = ?1").bind(id),
  ]);
  isolate.reset();
}

/** What a migration does to what is stored by then; its tables and columns are there. */
export async function fillAsMigrated(name: string): Promise<void> {
  const { queries } = env.MIGRATIONS.find((each) => each.name === name) ?? { queries: [] };
  const filling = queries.filter((query) => /^\s*(?:--[^\n]*\s+)*(?:INSERT|UPDATE)/.test(query));
  await env.DB.batch(filling.map((query) => env.DB.prepare(query)));
  isolate.reset();
}
