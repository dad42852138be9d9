import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, Handler, Env as HonoEnv } from "hono";
import type { PublisherContext } from "../commands/publishers/context.ts";
import type { DeskContext } from "../commands/publishing/commit.ts";
import type { Env } from "../env.ts";
import type { Access } from "../model/access.ts";
import type { Encoding } from "../model/encoding.ts";
import type { KeyAccess } from "../model/publisher/entitlement.ts";
import type { Person } from "../model/publisher/person.ts";
import type { Publisher } from "../model/publisher/publisher.ts";
import type { Site } from "../render/site.ts";
import type { Fetch } from "../sources/outbound.ts";
import type { ViewContext } from "../views/context.ts";

/** What handlers depend on: settings, the clock (in milliseconds), randomness, outgoing fetch, and the wire. */
export type Door = {
  env: Env;
  clock: () => number;
  random: (bytes: number) => Uint8Array;
  fetch: Fetch;
  wire: Wire;
  pageSite: PageSite;
};

/** What is known for an error page without asking the database; `learn` asks it, at most once. */
export type PageSite = { known: () => Site | undefined; learn: () => Promise<void> };

/** The cached entrypoint, as the door sees it. */
export type Wire = {
  /** `isKeyInPath`: whether the reader's own URL contains its key. */
  read: (request: Request, access: Access, isKeyInPath?: boolean) => Promise<Response>;
};

/** The context of every handler in front. Each audience's guard adds the identity that it let in. */
export type DoorEnv = { Bindings: Door };

/** The desk: the person's name for the log, and their identity if they signed in with a link. */
export type DeskEnv = { Bindings: Door; Variables: { staff: string; person?: SignedIn } };

/** The identity let in for a publisher: its software with a key, or a person with a session. `expires` is the key's end. */
export type Visitor = Pick<KeyAccess, "kind" | "scope" | "expires" | "access"> & { person?: SignedIn };

/** A person who is signed in, with their session. */
export type SignedIn = Person & { session: string };

/** A publisher, and the identity let in for it. */
export type PublisherEnv = { Bindings: Door; Variables: { publisher: Publisher; visitor: Visitor } };

/** An applicant: the publisher whose application's token is in the path. */
export type ApplicantEnv = { Bindings: Door; Variables: { applicant: Publisher } };

/** A reader that showed a key: the access, the path to read, and whether the key was in the URL. */
export type LicensedEnv = { Bindings: Door; Variables: { key: KeyAccess; path: string; isKeyInPath: boolean } };

/** The props of `Wire`: environment, access, state, encoding, whether the URL contains a key, and the time in milliseconds. */
export type WireEnv = {
  Bindings: {
    env: Env;
    access: Access;
    state: string;
    encoding: Encoding;
    isKeyInPath: boolean;
    now: number;
    pageSite: PageSite;
  };
};

/**
 * What a routes file gets of its audience's sub-app. A handler that needs what another audience's guard sets is a compile error
 * here; Hono's own types would accept it.
 */
export type Routes<E extends HonoEnv> = Record<
  "get" | "post" | "put" | "delete",
  (path: string, handler: Handler<E>) => unknown
> &
  Pick<OpenAPIHono<E>, "openapi">;

/** The context of a command about publishers; `by` is the requester. */
export const publisherContext = <E extends DoorEnv>(c: Context<E>, by: string): PublisherContext => ({
  ...viewContext(c),
  random: c.env.random,
  by,
});

/** The same with the key that encrypts secrets, if there is one. */
export const secretContext = (c: Context<DeskEnv>) => ({
  ...publisherContext(c, c.get("staff")),
  secretsKey: c.env.env.secretsKey,
});

/** The context of a command about articles; the desk's guard identified the requester. */
export const deskContext = (c: Context<DeskEnv>): DeskContext => ({
  ...viewContext(c),
  clock: c.env.clock,
  by: c.get("staff"),
});

/** The context of a view. */
export const viewContext = <E extends DoorEnv>(c: Context<E>): ViewContext => ({
  db: c.env.env.db,
  origin: c.env.env.origin,
  now: c.env.clock(),
});
