import type { Context, Hono } from "hono";
import { type Outcome, publishArticles } from "../../commands/publishing/publish-articles.ts";
import { IdentifiedArticle } from "../../model/article/article.ts";
import { type Mistake, mistakesOf } from "../../model/mistake.ts";
import { instant } from "../../model/time.ts";
import { deskWritePage, type Story } from "../../render/html/desk/write-page.tsx";
import type { Site } from "../../render/site.ts";
import type { DoorEnv } from "../auth/authenticate.ts";
import { afterPublish } from "../cache/purge.ts";
import { deskContext } from "../context.ts";
import { formOf } from "../respond/form.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { articleView } from "../views/desk-article.ts";
import { withSite } from "./article-pages.ts";

/** `/desk/write`: publishing from the desk's pages, what is new and what nobody has read yet. */
export function deskWritePages(door: Hono<DoorEnv>): void {
  door.get("/desk/write", (c) => withSite(c, (site) => form(c, site)));
  door.post("/desk/write", (c) => withSite(c, (site) => sent(c, site)));
}

async function form(c: Context<DoorEnv>, site: Site): Promise<Response> {
  const id = c.req.query("article");
  const now = instant(c.env.clock());
  if (id === undefined)
    return privatePage(deskWritePage({ site, story: { published: [now] }, version: 0, mistakes: [] }));
  const view = await articleView(c, id, site);
  if (view === undefined) return problem(c, "not-found");
  // What was read is corrected, with a note for its readers.
  if (view.released !== null) return c.redirect(`/desk/articles/${id}`, 303);
  return privatePage(deskWritePage({ site, story: storyOf(view), version: view.version, mistakes: [] }));
}

type View = NonNullable<Awaited<ReturnType<typeof articleView>>>;

const TEXTS = ["headline", "summary", "body", "section", "published", "embargo", "licence"] as const;

const storyOf = ({ id, article }: View): Story => ({
  id: [id],
  authors: article.authors,
  topics: article.topics,
  ...Object.fromEntries(TEXTS.map((name) => [name, [article[name] ?? ""]])),
});

/** The story as the API takes it. What the form has no field for stays as it was; what was left empty isn't said. */
function inputOf(story: Story, before: View | undefined) {
  const said = TEXTS.map((name) => {
    const text = story[name]?.[0]?.trim();
    return [name, text === "" ? undefined : text] as const;
  });
  const { authors = [], topics = [], id: [id] = [] } = story;
  return { ...before?.article, ...Object.fromEntries(said), id, authors, topics };
}

async function sent(c: Context<DoorEnv>, site: Site): Promise<Response> {
  const story = await formOf(c);
  const version = Number(story.version?.[0] ?? Number.NaN);
  const refuse = (status: number, why: string, mistakes: readonly Mistake[] = []) =>
    privatePage(deskWritePage({ site, story, version, mistakes, problem: `Nothing was published. ${why}` }), status);
  if (!Number.isInteger(version) || version < 0) return refuse(422, "The form doesn’t say what it was made from.");
  const before = version === 0 ? undefined : await articleView(c, story.id?.[0] ?? "", site);
  if (before !== undefined && before.released !== null)
    return refuse(409, "It is released by now; correct it instead.");
  const input = inputOf(story, before);
  const read = IdentifiedArticle.safeParse(input);
  if (!read.success) return refuse(422, "Look at the form.", mistakesOf(read.error, input));
  const outcome = await publishArticles(deskContext(c), [read.data], version);
  if (outcome.ok) {
    c.executionCtx.waitUntil(afterPublish(outcome.tags, c.env));
    return c.redirect(`/desk/articles/${read.data.id}`, 303);
  }
  return outcome.because === "mistakes"
    ? refuse(422, "Look at the form.", outcome.mistakes)
    : refuse(409, whyNotPublished(outcome, version));
}

function whyNotPublished(outcome: Extract<Outcome, { ok: false }>, version: number): string {
  if (outcome.because === "meanwhile")
    return version === 0
      ? "There is an article of this id already; take another, or correct that one."
      : "Another version came in between. Look at it first.";
  return outcome.because === "too large" ? "The text is too long." : "Somebody else publishes. Try again.";
}
