import { existsSync } from "node:fs";
import { mkdir, writeFile as save } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { asSlug, mistakeSentence, mistakesOf } from "../model/mistake.ts";
import { CLI, LENGTH } from "../model/policy.ts";
import { bylineOf, leftOutBecause, placeOf, summaryOf } from "../model/source/mapping.ts";
import type { Post } from "../model/source/post.ts";
import { SourceSettings } from "../model/source/settings.ts";
import { postWarningSentence } from "../model/source/state.ts";
import { readBody, withImages } from "../sources/cms/body.ts";
import { writeFile, writeYaml } from "../sources/content-folder/write-file.ts";
import { writeMarkdown } from "../sources/content-folder/write-markdown.ts";
import { cleanHtml } from "../sources/html/clean-html.ts";
import { pagesOf } from "./import-pages.ts";
import type { Tell } from "./publish-content.ts";

/**
 * Writes a site's public posts as files of a content folder, for a newsroom that moves. A file that is there stays: so it
 * can be broken off and begun again, and nothing that was edited is lost. Pictures stay out: nobody has said whose they are.
 */
export async function importInto(folder: string, input: object, tell: Tell): Promise<void> {
  const checked = SourceSettings.safeParse(input);
  if (!checked.success) throw new Error(mistakesOf(checked.error, input).map(mistakeSentence).join("\n"));
  const settings = checked.data;
  if (settings.kind === "ghost") throw new Error("--into takes wordpress and feed alone; use --to for others.");
  for (const part of ["articles", "authors"]) await mkdir(join(folder, part), { recursive: true });
  const authors: Record<string, { name: string }> = {};
  const counts = { written: 0, kept: 0, leftOut: 0 };
  const names = new Set<string>();
  let read = 0;
  for await (const { posts, unread, total } of pagesOf(settings)) {
    for (const post of posts) counts[await writePost(folder, post, settings, { authors, names }, tell)] += 1;
    for (const { url, reason } of unread) tell(`${url}: left out. ${reason}`);
    counts.leftOut += unread.length;
    read += posts.length + unread.length;
    tell(total === undefined ? `${read} posts` : `${Math.min(read, total)} of ${total} posts`);
    await setTimeout(CLI.importAskedMs);
  }
  tell(`Written: ${counts.written}. There already: ${counts.kept}. Left out: ${counts.leftOut}.`);
}

/** What this run has written: authors, and names of files. */
type Here = { authors: Record<string, { name: string }>; names: Set<string> };

async function writePost(
  folder: string,
  post: Post,
  settings: SourceSettings,
  { authors, names }: Here,
  tell: Tell,
): Promise<"written" | "kept" | "leftOut"> {
  const reason = leftOutBecause(post, settings);
  const name = nameOf(post, names);
  const cms = settings.kind === "feed" ? post.cms : settings.kind;
  const cleaned = cleanHtml(
    withImages(post.html, post.url, () => undefined),
    { origin: "https://wire.invalid", base: post.url, ...(cms === undefined ? {} : { cms }) },
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
  const pictures = images.length + (post.image ? 1 : 0) + (post.pictures?.length ?? 0);
  if (pictures > 0) tell(`${post.url}: warning: ${pictures} pictures stay out: nothing says whose they are.`);
  for (const warning of [...(post.warnings ?? []), ...byline.warnings])
    tell(`${post.url}: warning: ${postWarningSentence(warning)}`);
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

/** The name of a post's file: its own, or one with its id where another post of this run has that. */
function nameOf({ slug, id }: Post, names: Set<string>): string {
  const own = asSlug(slug)?.slice(0, LENGTH.slug) ?? `post-${id}`;
  const name = names.has(own) ? `${own.slice(0, LENGTH.slug / 2)}-${id}` : own;
  names.add(name);
  return name;
}

async function writeNew(path: string, text: string): Promise<boolean> {
  if (existsSync(path)) return false;
  await save(path, text);
  return true;
}
