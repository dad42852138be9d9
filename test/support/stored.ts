import { env } from "cloudflare:workers";
import { isolate } from "../../src/http/cache/isolate.ts";
import type { Body } from "../../src/model/article/article.ts";

/**
 * Writes fields into an article as an earlier release accepted them: validation now refuses HTML in a plain field, but the store
 * may hold some.
 */
export async function storeAsIs(id: string, fields: Record<string, unknown>): Promise<void> {
  const sql = "UPDATE article SET content = json_patch(content, ?2) WHERE id = ?1";
  await env.DB.prepare(sql).bind(id, JSON.stringify(fields)).run();
  isolate.reset();
}

/** Does the same to the masthead. */
export async function storeMastheadAsIs(parts: Record<string, unknown>): Promise<void> {
  await env.DB.prepare("UPDATE masthead SET content = json_patch(content, ?1)").bind(JSON.stringify(parts)).run();
  isolate.reset();
}

/** Writes a body into an article as a release without links between stories left it: no links are recorded. */
export async function storeBodyAsIs(id: string, body: Body): Promise<void> {
  await env.DB.batch([
    env.DB.prepare("UPDATE article SET body = ?2, open_links = NULL WHERE id = ?1").bind(id, JSON.stringify(body)),
    env.DB.prepare("DELETE FROM story_link WHERE article = ?1").bind(id),
  ]);
  isolate.reset();
}

/** Runs a migration's INSERT and UPDATE statements on the data stored now; its tables and columns already exist. */
export async function fillAsMigrated(name: string): Promise<void> {
  const { queries } = env.MIGRATIONS.find((each) => each.name === name) ?? { queries: [] };
  const filling = queries.filter((query) => /^\s*(?:--[^\n]*\s+)*(?:INSERT|UPDATE)/.test(query));
  await env.DB.batch(filling.map((query) => env.DB.prepare(query)));
  isolate.reset();
}
