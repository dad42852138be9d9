import type { Context } from "hono";
import { z } from "zod";
import { type Mistake, mistakesOf } from "../../../model/mistake.ts";
import { LIBRARY } from "../../../model/policy.ts";
import { isEnough } from "../../../model/publisher/scope.ts";
import { instant, MINUTE } from "../../../model/time.ts";
import { libraryPage } from "../../../render/html/publisher/library-page.tsx";
import type { Site } from "../../../render/site.ts";
import type { Position } from "../../../store/article/article.ts";
import { noteVisit } from "../../../store/publisher/visit.ts";
import { type LibraryQuery, libraryLicences, unknownFilter, viewLibrary } from "../../../views/library.ts";
import { viewStoryNames } from "../../../views/story-names.ts";
import { viewTodo } from "../../../views/todo.ts";
import { readSite, siteFor } from "../../cache/site.ts";
import { type PublisherEnv, viewContext } from "../../context.ts";
import { readCursor, writeCursor } from "../../respond/cursor.ts";
import { problem } from "../../respond/problems.ts";
import { type Happened, showTab } from "./show-tab.ts";

const optional = (most: number) =>
  z
    .string()
    .max(most, { error: `at most ${most} characters` })
    .optional()
    .transform((text) => text?.trim() || undefined);

const Filters = z.object({
  q: optional(LIBRARY.queryLength),
  section: optional(LIBRARY.queryLength),
  topic: optional(LIBRARY.queryLength),
  licence: optional(LIBRARY.queryLength),
  days: optional(LIBRARY.queryLength).pipe(
    z.enum(LIBRARY.days.map(String), { error: `one of ${LIBRARY.days.join(", ")}` }).optional(),
  ),
});
type Filters = z.output<typeof Filters>;

const Page = z.coerce.number().int().min(1).max(LIBRARY.pages).default(1);

/** What the library's cursors are bound to. */
const CURSOR = { channel: "library" };

/** Answers with the library, and with what just happened there. */
export async function showLibrary(c: Context<PublisherEnv>, happened: Happened = {}): Promise<Response> {
  // After a refused form, the request's URL is the form's.
  const input = c.req.method === "GET" || c.req.method === "HEAD" ? c.req.query() : {};
  const read = Filters.safeParse(input);
  if (!read.success) return problem(c, "invalid", { errors: mistakesOf(read.error, input) });
  const unknown = await unknownIn(c, read.data);
  if (unknown !== undefined) return problem(c, "invalid", { errors: [unknown] });
  const after = input.cursor === undefined ? undefined : readCursor(input.cursor, CURSOR);
  if (after === null) return problem(c, "invalid", { errors: [BAD_CURSOR] });
  const { days, ...rest } = read.data;
  const page = Page.safeParse(input.page);
  if (!page.success) return problem(c, "invalid", { errors: [{ ...BAD_CURSOR, field: "page" }] });
  const query = { ...rest, days: days === undefined ? undefined : Number(days), after, page: page.data };
  return draw(c, happened, query, read.data);
}

/** A filter whose value doesn't exist. */
async function unknownIn(c: Context<PublisherEnv>, filters: Filters): Promise<Mistake | undefined> {
  const site = await readSite(c);
  const field = site && unknownFilter(filters, site.masthead);
  if (field === undefined) return undefined;
  return {
    field,
    value: JSON.stringify(filters[field]),
    problem: `isn’t a ${field} here`,
    allowed: `a ${field} from the list`,
  };
}

const BAD_CURSOR = {
  field: "cursor",
  problem: "isn’t a page of the library",
  allowed: "the address behind “Older stories”",
};

async function draw(
  c: Context<PublisherEnv>,
  happened: Happened,
  query: LibraryQuery,
  filters: Filters,
): Promise<Response> {
  return showTab(c, happened, async (frame) => {
    const { db } = c.env.env;
    const { id } = c.get("publisher");
    const site = await siteFor(c, frame.site, c.get("visitor").access);
    const [library, since, todo] = await Promise.all([
      viewLibrary(db, site, id, query, c.env.clock()),
      visitBefore(c, query, filters),
      todoOf(c, site),
    ]);
    return libraryPage({
      ...frame,
      site,
      stories: library.stories,
      since,
      next: library.next === undefined ? undefined : addressOf(filters, library.next),
      isLooking: library.isLooking,
      isFilling: library.isFilling === true,
      filters: valuesOf(filters),
      licences: libraryLicences(site),
      todo,
    });
  });
}

const valuesOf = ({ q = "", section = "", topic = "", licence = "", days = "" }: Filters) => ({
  ...{ q, section, topic, licence, days },
  isFiltered: [q, section, topic, licence, days].some((value) => value !== ""),
});

function addressOf(filters: Filters, next: Position | number): string {
  const place = typeof next === "number" ? { page: String(next) } : { cursor: writeCursor(next, CURSOR) };
  const set = Object.entries({ ...filters, ...place }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return `/publisher?${new URLSearchParams(set)}`;
}

/** When the person's previous visit was. Only the unfiltered first page counts as a visit, and a key has none. */
async function visitBefore(
  c: Context<PublisherEnv>,
  { after }: LibraryQuery,
  filters: Filters,
): Promise<string | undefined> {
  const { person } = c.get("visitor");
  if (person === undefined || after !== undefined || valuesOf(filters).isFiltered) return undefined;
  const now = c.env.clock();
  const pause = instant(now - LIBRARY.visitMinutes * MINUTE);
  return (await noteVisit(c.env.env.db, person.id, instant(now), pause)) ?? undefined;
}

/** What needs action, with the stories' names. */
async function todoOf(c: Context<PublisherEnv>, site: Site) {
  const todo = await viewTodo(viewContext(c), c.get("publisher").id, site, site.access);
  const ids = [...todo.recalls, ...todo.corrections, ...todo.gone].map(({ slug }) => slug);
  return {
    todo,
    names: await viewStoryNames(c.env.env.db, site, ids),
    mayReport: isEnough(c.get("visitor").scope, "report"),
  };
}
