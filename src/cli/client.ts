import { z } from "zod";
import type { ActionName } from "../model/article/action.ts";
import { type IdentifiedArticle, STATUSES } from "../model/article/article.ts";
import type { MastheadInput } from "../model/masthead.ts";

/** Where a wire is, and what opens its desk: a desk token, or a service token of Cloudflare Access. */
export type Target = { origin: string } & ({ token: string } | { access: { id: string; secret: string } });

const credentials = (target: Target): Record<string, string> =>
  "token" in target
    ? { Authorization: `Bearer ${target.token}` }
    : { "CF-Access-Client-Id": target.access.id, "CF-Access-Client-Secret": target.access.secret };

const Mistake = z
  .object({
    field: z.string(),
    value: z.string().optional(),
    problem: z.string(),
    suggestion: z.string().optional(),
    allowed: z.string().optional(),
    article: z.string().optional(),
  })
  .transform(({ value, suggestion, allowed, article, ...rest }) => ({
    ...rest,
    ...(value === undefined ? {} : { value }),
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(article === undefined ? {} : { article }),
  }));
const Problem = z.object({ code: z.string(), detail: z.string(), errors: z.array(Mistake).default([]) });
const Done = z.object({
  id: z.string(),
  version: z.number(),
  outcome: z.enum(["created", "updated", "unchanged"]),
  status: z.enum(STATUSES),
});
const Published = z.object({ articles: z.array(Done) });
const Listed = z.object({
  articles: z.array(
    z.object({ id: z.string(), version: z.number(), status: z.enum(STATUSES), released: z.string().nullable() }),
  ),
});
const Line = z.object({ version: z.number(), at: z.string(), by: z.string(), status: z.string() });

/** As much of what the desk knows of an article as the CLI needs. */
const DeskArticle = z.object({
  id: z.string(),
  version: z.number(),
  standing: z.string(),
  status: z.string(),
  released: z.string().nullable(),
  releaseAt: z.string(),
  embargo: z.string().nullable(),
  expires: z.string().nullable(),
  killed: z.string().nullable(),
  licence: z.object({ id: z.string() }),
  article: z.object({ headline: z.string(), summary: z.string(), body: z.string() }),
  actions: z.array(z.string()),
  corrections: z.array(z.object({ at: z.string(), kind: z.string(), note: z.string() })),
  channels: z.array(z.object({ id: z.string(), archive: z.number().nullable() })),
  images: z.array(z.object({ path: z.string(), elsewhere: z.boolean() })),
  versions: z.array(Line),
  log: z.array(z.object({ at: z.string(), by: z.string(), action: z.string(), reason: z.string().nullable() })),
});
export type DeskArticle = z.infer<typeof DeskArticle>;

const Difference = z.object({
  from: Line,
  to: Line,
  fields: z.array(
    z.object({
      field: z.string(),
      parts: z.array(z.object({ kind: z.string(), text: z.string() })).optional(),
      from: z.unknown().optional(),
      to: z.unknown().optional(),
    }),
  ),
});
export type Difference = z.infer<typeof Difference>;
const MastheadDone = z.object({ outcome: z.enum(["updated", "unchanged"]), kept: z.array(z.string()) });

const Checked = z.object({ articles: z.number() });

export type Published = z.infer<typeof Published>["articles"];

/** A refusal of the wire, with its code and every mistake. */
export class Refused extends Error {
  readonly code: string;
  readonly mistakes: z.infer<typeof Mistake>[];

  constructor(status: number, { code, detail, errors }: z.infer<typeof Problem>) {
    super(`${status} ${code}: ${detail}`);
    this.code = code;
    this.mistakes = errors;
  }
}

/** The desk's API, as the CLI uses it. */
export class Client {
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  async #call(
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    type = "application/json",
  ): Promise<Response> {
    const headers = {
      ...credentials(this.#target),
      ...(body === undefined ? {} : { "Content-Type": type }),
    };
    return fetch(`${this.#target.origin}/v1/desk${path}`, { method, headers, body: body ?? null });
  }

  async #json<Schema extends z.ZodType>(
    schema: Schema,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<z.output<Schema>> {
    const response = await this.#call(method, path, body === undefined ? undefined : JSON.stringify(body));
    if (!response.ok) throw await refusal(response);
    return schema.parse(await response.json());
  }

  /** Publishes the masthead. */
  putMasthead = (masthead: MastheadInput) => this.#json(MastheadDone, "PUT", "/masthead", masthead);

  /** Whether articles would be taken after this masthead; throws what they would be refused for. */
  check = (masthead: MastheadInput, articles: IdentifiedArticle[]) =>
    this.#json(Checked, "POST", "/check", { masthead, articles });

  /** Publishes articles, all or none. */
  putArticles = async (articles: IdentifiedArticle[]) =>
    (await this.#json(Published, "PUT", "/articles", { articles })).articles;

  /** Every article that the wire has, in the order of ids. */
  async articles(): Promise<z.infer<typeof Listed>["articles"]> {
    const all: z.infer<typeof Listed>["articles"] = [];
    for (;;) {
      const after = all.at(-1)?.id;
      const { articles } = await this.#json(Listed, "GET", `/articles${after ? `?after=${after}` : ""}`);
      all.push(...articles);
      if (articles.length < 500) return all;
    }
  }

  /** Everything that the desk knows of an article. */
  article = (id: string) => this.#json(DeskArticle, "GET", `/articles/${encodeURIComponent(id)}`);

  /** What changed between two versions; without numbers, with the newest one. */
  diff(id: string, from: string | undefined, to: string | undefined): Promise<Difference> {
    const query = new URLSearchParams({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
    return this.#json(Difference, "GET", `/articles/${encodeURIComponent(id)}/diff?${query}`);
  }

  /** Does something with an article. */
  act = (id: string, action: ActionName, said: Record<string, unknown>) =>
    this.#json(Done, "POST", `/articles/${encodeURIComponent(id)}/${action}`, said);

  /** Uploads an image, unless it is there; answers whether it was new. */
  async putImage(sha256: string, bytes: Uint8Array): Promise<boolean> {
    const known = await this.#call("GET", `/images/${sha256}`);
    await known.body?.cancel();
    if (known.ok) return false;
    const response = await this.#call("PUT", `/images/${sha256}`, new Uint8Array(bytes), "image/*");
    if (!response.ok) throw await refusal(response);
    await response.body?.cancel();
    return true;
  }
}

async function refusal(response: Response): Promise<Refused> {
  const text = await response.text();
  const parsed = Problem.safeParse(jsonOf(text));
  return new Refused(
    response.status,
    parsed.success ? parsed.data : { code: "unknown", detail: text.slice(0, 200), errors: [] },
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
