import type { Context } from "hono";
import { type Access, PUBLIC } from "../../model/access.ts";
import { openAudience } from "../auth/audience.ts";
import { authorizeKey } from "../auth/authorize-key.ts";
import { personOf } from "../auth/guard-publisher.ts";
import { isMet, refuseKey } from "../auth/key-need.ts";
import { keyIn } from "../auth/key-request.ts";
import { refuseTooMany } from "../auth/limits.ts";
import type { DoorEnv } from "../context.ts";
import { noteRead, type Reader } from "./read-log.ts";

/** `/articles/{address}/republish` and its files: public, with more for readers who are signed in or show a key. */
export function kitReads() {
  const app = openAudience<DoorEnv>();
  app.get("/:id/:file{republish(?:\\.[a-z.]+)?}", readKit);
  return app;
}

const NEED = { scope: "read", kinds: ["full"] } as const;

/** Reads for the requester: a person by session, software by key, otherwise as the public. */
async function readKit(c: Context<DoorEnv>): Promise<Response> {
  const reader = await readerOf(c);
  if (reader instanceof Response) return reader;
  const refused = reader && (await refuseTooMany(c, reader.publisher));
  if (refused !== undefined) return refused;
  const response = await c.env.wire.read(c.req.raw, reader?.access ?? PUBLIC);
  if (reader !== undefined) noteRead(c, reader, response, c.req.path);
  return response.status === 404 ? new Response(response.body, response) : response;
}

async function readerOf(c: Context<DoorEnv>): Promise<(Reader & { access: Access }) | Response | undefined> {
  const person = await personOf(c);
  if (person !== undefined) return { publisher: person.publisher, access: person.access };
  if (!c.req.raw.headers.has("Authorization")) return undefined;
  const challenge = { "WWW-Authenticate": 'Basic realm="A key as password", charset="UTF-8"' };
  const key = await authorizeKey(c, keyIn(c.req.raw.headers, "Basic or Bearer"), challenge);
  if (key instanceof Response) return key;
  return isMet(NEED, key) ? key : refuseKey(c, key, NEED);
}
