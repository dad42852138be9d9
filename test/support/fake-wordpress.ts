import { vi } from "vitest";

/** A post of the fake WordPress. */
export type FakePost = {
  id: number;
  slug: string;
  title: string;
  content: string;
  /** Local time is UTC here, unless a test sets `modified`. */
  date_gmt: string;
  modified_gmt: string;
  modified?: string;
  status: "publish" | "draft" | "trash" | "future" | "private";
  author: number;
  authorName: string;
  categories: { id: number; slug: string; name: string }[];
  tags: { id: number; slug: string; name: string }[];
  media: { source_url: string; alt_text: string; caption: string } | undefined;
  password: boolean;
  coauthors?: string[];
};

/** A request, and the number of bytes in its answer. */
export type FakeRequest = { address: string; headers: Headers; bytes: number };

const EMBEDDED = "_embedded";

/** A fake WordPress 6 with the parts of its API that a source reads; its posts are in memory, its answers match a real one's. */
export class FakeWordPress {
  readonly home: string;
  posts: FakePost[] = [];
  asked: FakeRequest[] = [];
  images = new Map<string, Uint8Array<ArrayBuffer>>();
  user: { name: string; password: string } | undefined;
  /** Answers in WordPress's place; undefined lets WordPress answer. */
  instead: ((request: Request) => Response | Promise<Response> | undefined) | undefined;

  constructor(home = "https://paper.example") {
    this.home = home;
  }

  /** Adds a post with the next id, published and changed now. */
  write(over: Partial<FakePost> = {}): FakePost {
    const id = over.id ?? Math.max(0, ...this.posts.map((post) => post.id)) + 1;
    const now = time(Date.now());
    const post: FakePost = {
      ...{ id, slug: `story-${id}`, title: `Story ${id}`, content: `<p>The text of story ${id}.</p>` },
      ...{ date_gmt: now, modified_gmt: now, status: "publish", author: 1, authorName: "Ana Ruiz" },
      ...{ categories: [{ id: 1, slug: "news", name: "News" }], tags: [], media: undefined, password: false },
      ...over,
    };
    this.posts.push(post);
    return post;
  }

  /** Changes a post as an editor does: its modification time moves. */
  edit(id: number, over: Partial<FakePost>): void {
    const post = this.posts.find((each) => each.id === id);
    if (post) Object.assign(post, { modified_gmt: time(Date.now()) }, over);
  }

  delete(id: number): void {
    this.posts = this.posts.filter((post) => post.id !== id);
  }

  /** Answers every outgoing request of the Worker; an unknown address is not found. */
  answer() {
    return vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const request = new Request(input, init);
      const response = await this.respond(request);
      const bytes = (await response.clone().arrayBuffer()).byteLength;
      this.asked.push({ address: request.url, headers: request.headers, bytes });
      return response;
    });
  }

  async respond(request: Request): Promise<Response> {
    const instead = await this.instead?.(request);
    if (instead) return instead;
    const url = new URL(request.url);
    const image = this.images.get(request.url);
    if (image) return new Response(image, { headers: { "Content-Type": "image/png" } });
    if (url.origin !== new URL(this.home).origin) return new Response("not here", { status: 404 });
    const base = new URL(this.home).pathname.replace(/\/$/, "");
    const isPlain = url.searchParams.has("rest_route");
    const path = isPlain ? (url.searchParams.get("rest_route") ?? "") : url.pathname.replace(`${base}/wp-json`, "");
    return this.route(path.replace(/\/$/, "") || "/", url.searchParams, this.isSignedIn(request));
  }

  private isSignedIn(request: Request): boolean {
    if (this.user === undefined) return false;
    return request.headers.get("Authorization") === `Basic ${btoa(`${this.user.name}:${this.user.password}`)}`;
  }

  private route(path: string, query: URLSearchParams, isSignedIn: boolean): Response {
    if (path === "/")
      return json({
        name: "Paper",
        home: this.home,
        namespaces: ["oembed/1.0", "wp/v2", "coauthors/v1"],
        authentication: {},
      });
    if (path === "/wp/v2/users/me") return isSignedIn ? json({ id: 1 }) : error(401, "rest_not_logged_in");
    if (path === "/coauthors/v1/coauthors") {
      const post = this.posts.find(({ id }) => String(id) === query.get("post_id"));
      return json((post?.coauthors ?? []).map((display_name, id) => ({ id, display_name, user_nicename: `u${id}` })));
    }
    const one = /^\/wp\/v2\/posts\/(\d+)$/.exec(path);
    if (one) return this.single(Number(one[1]));
    return path === "/wp/v2/posts" ? this.list(query, isSignedIn) : error(404, "rest_no_route");
  }

  private single(id: number): Response {
    const post = this.posts.find((each) => each.id === id);
    if (post === undefined) return error(404, "rest_post_invalid_id");
    return post.status === "publish" ? json({ id, status: "publish" }) : error(401, "rest_forbidden");
  }

  private list(query: URLSearchParams, isSignedIn: boolean): Response {
    const size = Number(query.get("per_page") ?? 10);
    if (size > 100) return error(400, "rest_invalid_param");
    const statuses = (query.get("status") ?? "publish").split(",");
    if (statuses.some((status) => status !== "publish") && !isSignedIn) return error(400, "rest_invalid_param");
    const include = query.get("include")?.split(",").map(Number);
    const later = (value: string, parameter: string) => {
      const after = query.get(parameter);
      return after === null || Date.parse(`${value}Z`) > Date.parse(after);
    };
    const all = this.posts
      .filter(({ status }) => statuses.includes(status))
      .filter(({ id }) => include === undefined || include.includes(id))
      .filter(({ modified_gmt, modified }) => later(modified ?? modified_gmt, "modified_after"))
      .filter(({ date_gmt }) => later(date_gmt, "after"))
      .sort((one, other) => (query.get("order") === "asc" ? one.id - other.id : other.id - one.id));
    const page = Number(query.get("page") ?? 1);
    const pages = Math.ceil(all.length / size);
    if (page > 1 && page > pages) return error(400, "rest_post_invalid_page_number");
    const fields = query.get("_fields")?.split(",");
    const shown = all.slice((page - 1) * size, page * size).map((post) => {
      const whole: Record<string, unknown> = this.whole(post);
      return fields ? Object.fromEntries(Object.entries(whole).filter(([name]) => fields.includes(name))) : whole;
    });
    return json(shown, { "X-WP-Total": String(all.length), "X-WP-TotalPages": String(pages) });
  }

  private whole(post: FakePost) {
    const { id, slug, title, content, date_gmt, modified_gmt, status, password, media, coauthors } = post;
    const term = (taxonomy: string) => (each: { id: number; slug: string; name: string }) => ({ ...each, taxonomy });
    return {
      ...{ id, slug, date_gmt, modified_gmt, status, link: `${this.home}/${slug}/`, _links: {} },
      title: { rendered: title },
      content: { rendered: password ? "" : content, protected: password },
      excerpt: { rendered: `<p>${content.replace(/<[^>]*>/g, "").slice(0, 60)} [&hellip;]</p>`, protected: password },
      ...{ author: post.author, featured_media: media === undefined ? 0 : id + 1000 },
      ...{ categories: post.categories.map((each) => each.id), tags: post.tags.map((each) => each.id) },
      ...(coauthors ? { coauthors: coauthors.map((_, at) => at + 3) } : {}),
      [EMBEDDED]: {
        author: [{ id: post.author, name: post.authorName, link: `${this.home}/author/a/`, description: "" }],
        ...(media
          ? { "wp:featuredmedia": [{ ...media, caption: { rendered: media.caption }, media_details: {} }] }
          : {}),
        "wp:term": [post.categories.map(term("category")), post.tags.map(term("post_tag"))],
      },
    };
  }
}

/** Formats a time as WordPress does, in UTC without the Z. */
export const time = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);

const json = (value: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), {
    headers: { "Content-Type": "application/json; charset=UTF-8", Date: new Date().toUTCString(), ...headers },
  });

/** Returns an error in WordPress's format. */
export const error = (status: number, code: string): Response =>
  new Response(JSON.stringify({ code, message: "…", data: { status } }), {
    status,
    headers: { "Content-Type": "application/json; charset=UTF-8", Date: new Date().toUTCString() },
  });
