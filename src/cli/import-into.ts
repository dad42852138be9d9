import { existsSync } from "node:fs";
import { mkdir, writeFile as save } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { asSlug, mistakeSentence, mistakesOf } from "../model/mistake.ts";
import { CLI, LENGTH, SOURCES } from "../model/policy.ts";
import { failureSentence, SourceFailed } from "../model/source/failure.ts";
import { bylineOf, leftOutBecause, placeOf, summaryOf } from "../model/source/mapping.ts";
import type { Post } from "../model/source/post.ts";
import { SourceSettings } from "../model/source/settings.ts";
import { postWarningSentence } from "../model/source/state.ts";
import { type Answer, readJson } from "../sources/cms/answer.ts";
import { readBody, withImages } from "../sources/cms/body.ts";
import { apiAddress, rootsOf, WHOLE } from "../sources/cms/wordpress/address.ts";
import { readPosts } from "../sources/cms/wordpress/posts.ts";
import { writeFile, writeYaml } from "../sources/content-folder/write-file.ts";
import { writeMarkdown } from "../sources/content-folder/write-markdown.ts";
import { cleanHtml } from "../sources/html/clean-html.ts";
import type { Tell } from "./publish-content.ts";

/**
 * Writes a site's public posts as files of a content folder, for a newsroom that moves. A file that is there stays: so it
 * can be broken off and begun again, and nothing that was edited is lost. Pictures stay out: nobody has said whose they are.
 */
export async function importInto(folder: string, input: object, tell: Tell): Promise<void> {
  const read = SourceSettings.safeParse(input);
  if (!read.success) throw new Error(mistakesOf(read.error, input).map(mistakeSentence).join("\n"));
  const settings = read.data;
  if (settings.kind !== "wordpress") throw new Error("--into takes wordpress alone; use --to for others.");
  for (const part of ["articles", "authors"]) await mkdir(join(folder, part), { recursive: true });
  const authors: Record<string, { name: string }> = {};
  const counts = { written: 0, kept: 0, leftOut: 0 };
  for (let page = 1; ; page++) {
    const { posts, hasMore, total } = await readPage(settings.address, page);
    for (const post of posts) counts[await writePost(folder, post, settings, authors, tell)] += 1;
    tell(`${Math.min(page * SOURCES.importPage, total)} of ${total} posts`);
    if (!hasMore) break;
    await setTimeout(CLI.importAskedMs);
  }
  tell(`Written: ${counts.written}. There already: ${counts.kept}. Left out: ${counts.leftOut}.`);
}

async function readPage(site: string, page: number) {
  const query = { ...WHOLE, per_page: String(SOURCES.importPage), page: String(page), orderby: "id", order: "asc" };
  try {
    const answer = await firstAnswer(rootsOf(site).map((root) => apiAddress(root, "wp/v2/posts", query)));
    const { posts } = readPosts(readJson(answer));
    const total = Number(answer.headers.get("X-WP-Total") ?? posts.length);
    return { posts, total, hasMore: page < Number(answer.headers.get("X-WP-TotalPages") ?? 1) };
  } catch (error) {
    if (error instanceof SourceFailed) throw new Error(failureSentence(error.failure));
    throw error;
  }
}

/** The first of some addresses that isn't missing. */
async function firstAnswer([address = "", ...others]: readonly string[]): Promise<Answer> {
  const response = await fetch(address, {
    headers: { Accept: "application/json", "User-Agent": "Commonwire (import)" },
  });
  const isJson = /json/i.test(response.headers.get("Content-Type") ?? "");
  if (others.length > 0 && (response.status === 404 || !isJson)) return firstAnswer(others);
  return { status: response.status, headers: response.headers, text: await response.text(), address };
}

async function writePost(
  folder: string,
  post: Post,
  settings: SourceSettings,
  authors: Record<string, { name: string }>,
  tell: Tell,
): Promise<"written" | "kept" | "leftOut"> {
  const reason = leftOutBecause(post, settings);
  const name = asSlug(post.slug)?.slice(0, LENGTH.slug) ?? `post-${post.id}`;
  const cleaned = cleanHtml(
    withImages(post.html, post.url, () => undefined),
    { origin: "https://wire.invalid", base: post.url, cms: "wordpress" },
  );
  if (reason !== undefined || !cleaned.ok) {
    tell(`${post.url}: left out. ${reason ?? "Its HTML can’t be read."}`);
    return "leftOut";
  }
  const byline = bylineOf(post, settings, authors);
  for (const [id, author] of Object.entries(byline.made))
    await writeNew(join(folder, "authors", `${id}.yaml`), writeYaml(author));
  Object.assign(authors, byline.made);
  const { images, words } = readBody(post.html, post.url, []);
  const pictures = images.length + (post.image ? 1 : 0);
  if (pictures > 0) tell(`${post.url}: warning: ${pictures} pictures stay out: nothing says whose they are.`);
  for (const warning of byline.warnings) tell(`${post.url}: warning: ${postWarningSentence(warning)}`);
  const html = cleaned.body.join("");
  const fields = {
    headline: post.title,
    summary: post.summary ?? summaryOf(words, LENGTH.goodSummary),
    authors: byline.authors,
    ...placeOf(post, settings),
    published: post.published,
    canonical: post.url,
    ...(post.language === null ? {} : { language: post.language }),
  };
  const markdown = writeMarkdown(html, () => undefined);
  const file = join(folder, "articles", `${name}${markdown === undefined ? ".html" : ".md"}`);
  return (await writeNew(file, writeFile(fields, markdown ?? `\n${html}\n`))) ? "written" : "kept";
}

async function writeNew(path: string, text: string): Promise<boolean> {
  if (existsSync(path)) return false;
  await save(path, text);
  return true;
}
