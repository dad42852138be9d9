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

/** What handlers use: settings, clock (in milliseconds), randomness, outgoing fetch, and the wire. */
export type Door = {
  env: Env;
  clock: () => number;
  random: (bytes: number) => Uint8Array;
  fetch: Fetch;
  wire: Wire;
  pageSite: PageSite;
};

/** What an error's page stands on, as far as it is known without a question to the database; `learn` asks that question once. */
export type PageSite = { known: () => Site | undefined; learn: () => Promise<void> };

/** The cached entrypoint, as the door knows it. */
export type Wire = {
  /** `isKeyInPath`: whether the reader's own address holds its key. */
  read: (request: Request, access: Access, isKeyInPath?: boolean) => Promise<Response>;
};

/** What every handler at the door has. Each audience's guard adds who was let in. */
export type DoorEnv = { Bindings: Door };

/** The desk: the name of the person, for the log, and who they are if they signed in with a link. */
export type DeskEnv = { Bindings: Door; Variables: { staff: string; person?: SignedIn } };

/** Who was let in for a publisher: its software with a key, or a person by a session. `expires` is when the key does. */
export type Visitor = Pick<KeyAccess, "kind" | "scope" | "expires" | "access"> & { person?: SignedIn };

/** A person who is signed in, and by which session. */
export type SignedIn = Person & { session: string };

/** A publisher, and who was let in for it. */
export type PublisherEnv = { Bindings: Door; Variables: { publisher: Publisher; visitor: Visitor } };

/** An applicant: the publisher whose application's token is in the address. */
export type ApplicantEnv = { Bindings: Door; Variables: { applicant: Publisher } };

/** A reader that showed a key: what the key opens, which path behind the door is read, and whether the key was in the address. */
export type LicensedEnv = { Bindings: Door; Variables: { key: KeyAccess; path: string; isKeyInPath: boolean } };

/** What `Wire` is called with: the environment, for whom, in which state and encoding, whether their address holds a key, and when, in milliseconds. */
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
 * What a file of routes gets of its audience's sub-app. A handler that needs what another audience's guard puts in doesn't
 * compile here, which Hono's own types would let pass.
 */
export type Routes<E extends HonoEnv> = Record<
  "get" | "post" | "put" | "delete",
  (path: string, handler: Handler<E>) => unknown
> &
  Pick<OpenAPIHono<E>, "openapi">;

/** What a command about publishers gets; `by` is who asks. */
export const publisherContext = <E extends DoorEnv>(c: Context<E>, by: string): PublisherContext => ({
  ...viewContext(c),
  random: c.env.random,
  by,
});

/** The same with the key that secrets are encrypted with, where there is one. */
export const secretContext = (c: Context<DeskEnv>) => ({
  ...publisherContext(c, c.get("staff")),
  secretsKey: c.env.env.secretsKey,
});

/** What a command about articles gets; the desk's guard made sure of who asks. */
export const deskContext = (c: Context<DeskEnv>): DeskContext => ({
  ...viewContext(c),
  clock: c.env.clock,
  by: c.get("staff"),
});

/** What a view gets. */
export const viewContext = <E extends DoorEnv>(c: Context<E>): ViewContext => ({
  db: c.env.env.db,
  origin: c.env.env.origin,
  now: c.env.clock(),
});
