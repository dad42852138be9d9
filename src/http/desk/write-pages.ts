import type { Context } from "hono";
import { publishArticles } from "../../commands/publishing/publish-articles.ts";
import { IdentifiedArticle } from "../../model/article/article.ts";
import { type Mistake, mistakesOf } from "../../model/mistake.ts";
import { instant } from "../../model/time.ts";
import { deskWritePage, type Story } from "../../render/html/desk/write-page.tsx";
import type { Site } from "../../render/site.ts";
import { viewArticle } from "../../views/desk-article.ts";
import { settle } from "../cache/carry-out.ts";
import { withSite } from "../cache/site.ts";
import { type DeskEnv, deskContext, type Routes, viewContext } from "../context.ts";
import { readForm } from "../respond/form.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { whyNotPublished } from "./refusals.ts";

/** `/desk/write`: publishes a new story, or replaces one that isn't released yet. */
export function writePages(app: Routes<DeskEnv>): void {
  app.get("/write", (c) => withSite(c, (site) => showForm(c, site), c.get("person")));
  app.post("/write", (c) => withSite(c, (site) => publish(c, site), c.get("person")));
}

async function showForm(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const id = c.req.query("article");
  const now = instant(c.env.clock());
  if (id === undefined)
    return privatePage(deskWritePage({ site, story: { published: [now] }, version: 0, mistakes: [] }));
  const view = await viewArticle(viewContext(c), id, site);
  if (view === undefined) return problem(c, "not-found");
  // A released story is corrected instead, with a note for its readers.
  if (view.released !== null) return c.redirect(`/desk/articles/${id}`, 303);
  return privatePage(deskWritePage({ site, story: storyOf(view), version: view.version, mistakes: [] }));
}

type View = NonNullable<Awaited<ReturnType<typeof viewArticle>>>;

const TEXTS = ["headline", "summary", "body", "section", "published", "embargo", "licence"] as const;

const storyOf = ({ address, article }: View): Story => ({
  id: [address],
  authors: article.authors,
  topics: article.topics,
  ...Object.fromEntries(TEXTS.map((name) => [name, [article[name] ?? ""]])),
});

/** Converts the form to API input. Fields that the form doesn't have stay as they were; empty ones are left out. */
function inputOf(story: Story, before: View | undefined) {
  const said = TEXTS.map((name) => {
    const text = story[name]?.[0]?.trim();
    return [name, text === "" ? undefined : text] as const;
  });
  const { authors = [], topics = [], id: [id] = [] } = story;
  return { ...before?.article, ...Object.fromEntries(said), id, authors, topics };
}

async function publish(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const story = await readForm(c);
  const version = Number(story.version?.[0] ?? Number.NaN);
  const refuse = (status: number, why: string, mistakes: readonly Mistake[] = []) =>
    privatePage(deskWritePage({ site, story, version, mistakes, problem: `Nothing was published. ${why}` }), status);
  if (!Number.isInteger(version) || version < 0)
    return refuse(422, "The form doesn’t say which version it’s for. Open the story again.");
  const before = version === 0 ? undefined : await viewArticle(viewContext(c), story.id?.[0] ?? "", site);
  if (before !== undefined && before.released !== null)
    return refuse(409, "The story is already live. Correct it instead.");
  const input = inputOf(story, before);
  const read = IdentifiedArticle.safeParse(input);
  if (!read.success) return refuse(422, "Fix the fields marked below.", mistakesOf(read.error, input));
  const outcome = await settle(c, await publishArticles(deskContext(c), [read.data], version));
  if (outcome.ok) return c.redirect(`/desk/articles/${read.data.id}`, 303);
  return outcome.because === "mistakes"
    ? refuse(422, "Fix the fields marked below.", outcome.mistakes)
    : refuse(409, whyNotPublished(outcome, version));
}
