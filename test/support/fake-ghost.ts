import { vi } from "vitest";

type Tag = { id: string; slug: string; name: string };
type Author = { id: string; name: string };

/** A post of the fake Ghost. */
export type FakeGhostPost = {
  id: string;
  slug: string;
  title: string;
  html: string;
  status: "published" | "draft";
  visibility: "public" | "members" | "paid" | "tiers";
  /** The text at the paywall: what follows it is for members. */
  paywall: string;
  published_at: string;
  updated_at: string;
  custom_excerpt: string | null;
  feature_image: string | null;
  feature_image_alt: string | null;
  feature_image_caption: string | null;
  canonical_url: string | null;
  tags: Tag[];
  authors: Author[];
};

/** Returns a tag as Ghost makes it from a name: `#name` is internal. */
export const tag = (name: string): Tag => {
  const slug = name.toLowerCase().replace(/^#/, "hash-").replaceAll(" ", "-");
  return { id: `tag-${slug}`, slug, name };
};

const KEY = "22444f78447824223cefc48062";

/**
 * A fake Ghost 6 with the parts of its API that a source reads; its posts are in memory. Its answers, its errors, and which
 * changes move `updated_at` were compared with a real 6.65.
 */
export class FakeGhost {
  readonly home: string;
  readonly key = KEY;
  posts: FakeGhostPost[] = [];
  asked: string[] = [];
  images = new Map<string, Uint8Array<ArrayBuffer>>();
  /** The origin of its API, if not the site's own. */
  api: string;
  /** Answers in Ghost's place; undefined lets Ghost answer. */
  instead: ((request: Request) => Response | Promise<Response> | undefined) | undefined;

  constructor(home = "https://paper.example", api = home) {
    this.home = home;
    this.api = api;
  }

  /** Adds a post with the next id, published and changed now. */
  write(over: Partial<FakeGhostPost> = {}): FakeGhostPost {
    const number = this.posts.length + 1;
    const now = ghostTime(Date.now());
    const post: FakeGhostPost = {
      ...{ id: `6b0967${number.toString(16).padStart(18, "0")}`, slug: `story-${number}`, title: `Story ${number}` },
      ...{ html: `<p>The text of story ${number}.</p>`, status: "published", visibility: "public", paywall: "" },
      ...{ published_at: now, updated_at: now, custom_excerpt: null, canonical_url: null },
      ...{ feature_image: null, feature_image_alt: null, feature_image_caption: null },
      ...{ tags: [tag("News")], authors: [{ id: "author-1", name: "Ana Ruiz" }] },
      ...over,
    };
    this.posts.push(post);
    return post;
  }

  /** Changes a post as an editor does. Fields stored outside the post don't move `updated_at`: tags, authors, image captions. */
  edit(slug: string, over: Partial<FakeGhostPost>): void {
    const post = this.posts.find((each) => each.slug === slug);
    if (post === undefined) throw new Error(`There is no post ${slug}.`);
    const isOwn = Object.keys(over).some((name) => !BESIDE.has(name));
    Object.assign(post, over, isOwn ? { updated_at: ghostTime(Date.now()) } : {});
  }

  delete(slug: string): void {
    this.posts = this.posts.filter((post) => post.slug !== slug);
  }

  /** Answers every outgoing request of the Worker; an unknown address is not found. */
  answer() {
    return vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => this.respond(new Request(input, init)));
  }

  async respond(request: Request): Promise<Response> {
    this.asked.push(request.url);
    const instead = await this.instead?.(request);
    if (instead) return instead;
    const url = new URL(request.url);
    const image = this.images.get(request.url);
    if (image) return new Response(image, { headers: { "Content-Type": "image/png" } });
    const path = /^\/ghost\/api\/content\/(.*)\/$/.exec(url.pathname)?.[1];
    if (url.origin !== new URL(this.api).origin || path === undefined) return new Response("not here", { status: 404 });
    return this.route(path, url.searchParams);
  }

  private route(path: string, query: URLSearchParams): Response {
    if (query.get("key") === null) return ghostError(403, "NoPermissionError", "Authorization failed");
    if (query.get("key") !== this.key)
      return ghostError(401, "UnauthorizedError", "Unknown Content API Key", "UNKNOWN_CONTENT_API_KEY");
    if (path === "settings")
      return json({ settings: { title: "Paper", locale: "en", url: `${this.home}/` }, meta: {} });
    const one = /^posts\/(\w+)$/.exec(path)?.[1];
    if (one !== undefined) return this.single(one);
    return path === "posts" ? this.list(query) : ghostError(404, "NotFoundError", "Resource not found");
  }

  private get public(): FakeGhostPost[] {
    return this.posts.filter(({ status }) => status === "published");
  }

  private single(id: string): Response {
    const post = this.public.find((each) => each.id === id);
    if (post) return json({ posts: [{ id, visibility: post.visibility }] });
    return ghostError(404, "NotFoundError", "Resource not found error, cannot read post.", null, "Post not found.");
  }

  private list(query: URLSearchParams): Response {
    // Since 6.0, nobody gets more than 100 at once, whatever limit they ask for.
    const limit = Math.min(100, Number(query.get("limit") ?? 15));
    const [, column, after = ""] = /^(updated_at|published_at):>'([^']+)'$/.exec(query.get("filter") ?? "") ?? [];
    const ids = /^id:\[([^\]]*)\]$/
      .exec(query.get("filter") ?? "")?.[1]
      ?.split(",")
      .map((each) => each.slice(1, -1));
    const all = this.public
      .filter(({ id }) => ids === undefined || ids.includes(id))
      .filter((post) => column === undefined || databaseTime(timeIn(post, column)) > after)
      .sort((one, other) => (one.id < other.id ? -1 : 1) * (query.get("order") === "id asc" ? 1 : -1));
    const page = Number(query.get("page") ?? 1);
    const pages = Math.max(1, Math.ceil(all.length / limit));
    const fields = query.get("fields")?.split(",");
    const posts = all.slice((page - 1) * limit, page * limit).map((post) => {
      const whole = Object.entries(this.whole(post));
      return Object.fromEntries(
        whole.filter(([name]) => fields === undefined || [...fields, "tags", "authors"].includes(name)),
      );
    });
    // `next` is there after the last page, too.
    const pagination = { page, limit, pages, total: all.length, next: page === pages ? null : page + 1, prev: null };
    return json({ posts, meta: { pagination } });
  }

  private whole({ status: _, paywall, ...post }: FakeGhostPost) {
    const access = post.visibility === "public";
    const html = access ? post.html + paywall : paywall === "" ? "" : post.html;
    return { ...post, html, access, url: `${this.home}/${post.slug}/`, excerpt: html.replace(/<[^>]*>/g, "") };
  }
}

const BESIDE: ReadonlySet<string> = new Set(["tags", "authors", "feature_image_alt", "feature_image_caption"]);

const timeIn = (post: FakeGhostPost, column: string): string =>
  column === "updated_at" ? post.updated_at : post.published_at;

/** Formats a time as Ghost does, with milliseconds and an offset. */
export const ghostTime = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/\.\d+Z$/, ".000+00:00");

const databaseTime = (time: string): string => time.slice(0, 19).replace("T", " ");

const HEADERS = { "Content-Type": "application/json; charset=utf-8", "Content-Version": "v6.65" };

const json = (value: unknown): Response =>
  new Response(JSON.stringify(value), { headers: { ...HEADERS, Date: new Date().toUTCString() } });

/** Returns an error in Ghost's format. */
export const ghostError = (
  status: number,
  type: string,
  message: string,
  code: string | null = null,
  context: string | null = null,
): Response =>
  new Response(JSON.stringify({ errors: [{ message, context, type, details: null, help: null, code, id: "…" }] }), {
    status,
    headers: { ...HEADERS, Date: new Date().toUTCString() },
  });
