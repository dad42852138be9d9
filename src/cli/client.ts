import { z } from "zod";
import { DeskArticleJson } from "../contract/desk-article.ts";
import { DiffJson } from "../contract/diff.ts";
import { SignInLinkJson as SignInLinkSchema } from "../contract/person.ts";
import { type MistakeJson, Problem } from "../contract/problem.ts";
import {
  ActedJson,
  ArticleListingJson,
  CheckedJson,
  PublishedArticlesJson,
  PublishedMastheadJson,
} from "../contract/publishing.ts";
import type { ActionName } from "../model/article/action.ts";
import type { IdentifiedArticle } from "../model/article/article.ts";
import type { MastheadInput } from "../model/masthead.ts";
import { type Mistake, mistakeSentence, mistakesOf } from "../model/mistake.ts";
import { CLI, PAGES } from "../model/policy.ts";
import { contactId } from "../model/publisher/person.ts";

/** The number of fields that one error names; the first ones are enough to start with. */
const MOST_MISTAKES = CLI.mistakes;

/** A wire's origin, and the credentials for its desk: a desk token, or a Cloudflare Access service token. */
export type Target = { origin: string } & ({ token: string } | { access: { id: string; secret: string } });

const credentials = (target: Target): Record<string, string> =>
  "token" in target
    ? { Authorization: `Bearer ${target.token}` }
    : { "CF-Access-Client-Id": target.access.id, "CF-Access-Client-Secret": target.access.secret };

/** A wire newer than this command may answer with an error code that the command doesn't know. */
const Refusal = Problem.pick({ detail: true, errors: true }).extend({ code: z.string() });
type Refusal = z.infer<typeof Refusal>;

/** Checks only the types of an article's text fields, so that the article can be shown and killed whatever they contain. */
const DeskArticle = DeskArticleJson.extend({
  article: z.looseObject({
    headline: z.string(),
    summary: z.string(),
    body: z.string(),
    was: z.array(z.string()).optional(),
  }),
});
export type DeskArticle = z.infer<typeof DeskArticle>;

/** The fields of a publisher that are needed here. */
const Publisher = z.object({
  id: z.string(),
  status: z.string(),
  licences: z.array(z.object({ id: z.string(), version: z.int(), hash: z.string(), accepted: z.int().nullable() })),
});
const PublisherList = z.object({
  publishers: z.array(z.object({ id: z.string(), status: z.string(), organization: z.string() })),
});
const SignInLink = SignInLinkSchema.pick({ address: true, expires: true });
export type SignInLink = z.infer<typeof SignInLink>;

/** A mistake that a wire found, with its article. */
export type WireMistake = Mistake & { article?: string };

/** A mistake as it was sent, without absent fields. */
const mistakeFrom = ({ field, problem, value, suggestion, allowed, article }: MistakeJson): WireMistake => ({
  ...{ field, problem },
  ...(value === undefined ? {} : { value }),
  ...(suggestion === undefined ? {} : { suggestion }),
  ...(allowed === undefined ? {} : { allowed }),
  ...(article === undefined ? {} : { article }),
});

/** A refusal by the wire, with its code and every mistake. */
export class Refused extends Error {
  readonly code: string;
  readonly mistakes: WireMistake[];

  constructor(status: number, { code, detail, errors = [] }: Refusal) {
    super(`${status} ${code}: ${detail}`);
    this.code = code;
    this.mistakes = errors.map(mistakeFrom);
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
    return readAnswer(schema, `${method} /v1/desk${path}`, await response.text());
  }

  /** Sends a request to the desk's API. */
  ask = <Schema extends z.ZodType>(schema: Schema, method: string, path: string, body?: unknown) =>
    this.#json(schema, method, path, body);

  /** Reads bytes from a path of the desk's API; undefined if there are none. */
  async readBytes(path: string): Promise<Buffer | undefined> {
    const response = await this.#call("GET", path);
    if (response.ok) return Buffer.from(await response.arrayBuffer());
    const refused = await refusal(response);
    if (refused.code === "not-found") return undefined;
    throw refused;
  }

  /** Puts bytes at a path of the desk's API. */
  async sendBytes(path: string, bytes: Uint8Array): Promise<void> {
    const response = await this.#call("PUT", path, new Uint8Array(bytes), "image/*");
    if (!response.ok) throw await refusal(response);
    await response.body?.cancel();
  }

  /** Publishes the masthead; `acceptAnew` allows that publishers have to accept a changed license again. */
  putMasthead = (masthead: MastheadInput, acceptAnew = false) =>
    this.#json(PublishedMastheadJson, "PUT", `/masthead${acceptAnew ? "?acceptAnew=1" : ""}`, masthead);

  /**
   * Checks whether articles would be accepted with this masthead; throws the refusal. `others` are articles without files,
   * which must not use a license that is to be retired.
   */
  check = (masthead: MastheadInput, articles: IdentifiedArticle[], others: readonly string[] = []) =>
    this.#json(CheckedJson, "POST", "/check", { masthead, articles, others });

  /** Publishes articles, all or none. */
  putArticles = async (articles: IdentifiedArticle[]) =>
    (await this.#json(PublishedArticlesJson, "PUT", "/articles", { articles })).articles;

  /** Returns every article on the wire, sorted by id. */
  async articles(): Promise<ArticleListingJson["articles"]> {
    const all: ArticleListingJson["articles"] = [];
    for (;;) {
      const after = all.at(-1)?.id;
      const { articles } = await this.#json(ArticleListingJson, "GET", `/articles${after ? `?after=${after}` : ""}`);
      all.push(...articles);
      if (articles.length < PAGES.deskListing) return all;
    }
  }

  /** Returns everything that the desk knows of an article. */
  article = (id: string) => this.#json(DeskArticle, "GET", `/articles/${encodeURIComponent(id)}`);

  /** Returns the differences between two versions; without numbers, those of the newest. */
  diff(id: string, from: string | undefined, to: string | undefined): Promise<DiffJson> {
    const query = new URLSearchParams({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
    return this.#json(DiffJson, "GET", `/articles/${encodeURIComponent(id)}/diff?${query}`);
  }

  /** Carries out an action on an article. */
  act = (id: string, action: ActionName, said: Record<string, unknown>) =>
    this.#json(ActedJson, "POST", `/articles/${encodeURIComponent(id)}/${action}`, said);

  /** Makes a sign-in link for a person, by their id, or for a publisher's contact, by the publisher's. */
  async signInLink(id: string): Promise<SignInLink> {
    const make = (person: string) =>
      this.#json(SignInLink, "POST", `/people/${encodeURIComponent(person)}/sign-in-links`, {});
    try {
      return await make(contactId(id));
    } catch (error) {
      if (error instanceof Refused && error.code === "not-found") return make(id);
      throw error;
    }
  }

  /** Vouches for a publisher's domain. */
  vouch = (id: string, domain: string, reason: string) =>
    this.#json(Publisher, "POST", `/publishers/${id}/domains/${domain}/vouch`, { reason });

  /** Approves a publisher for all licenses that no reason speaks against. */
  approve = (id: string, reason: string) =>
    this.#json(Publisher, "POST", `/publishers/${id}/decisions`, { decision: "approve", reason });

  /** Returns the newest publishers. */
  publishers = async () => (await this.#json(PublisherList, "GET", "/publishers")).publishers;

  /** Whether the wire has an image. */
  async hasImage(sha256: string): Promise<boolean> {
    const known = await this.#call("GET", `/images/${sha256}`);
    await known.body?.cancel();
    return known.ok;
  }

  /** Uploads an image unless it is there; returns whether it was new. */
  async putImage(sha256: string, bytes: Uint8Array): Promise<boolean> {
    if (await this.hasImage(sha256)) return false;
    await this.sendBytes(`/images/${sha256}`, bytes);
    return true;
  }
}

/** Parses a wire's answer; throws an error that names each unexpected field. */
function readAnswer<Schema extends z.ZodType>(schema: Schema, request: string, text: string): z.output<Schema> {
  const answer = jsonOf(text);
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const mistakes = mistakesOf(parsed.error, answer).slice(0, MOST_MISTAKES).map(mistakeSentence);
  throw new Error(
    `This command doesn't understand the answer to ${request}. Does the wire run the same version?\n${mistakes.join("\n")}`,
  );
}

async function refusal(response: Response): Promise<Refused> {
  const text = await response.text();
  const parsed = Refusal.safeParse(jsonOf(text));
  return new Refused(response.status, parsed.success ? parsed.data : { code: "unknown", detail: text.slice(0, 200) });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
