import type { Context } from "hono";
import { endSession } from "../../store/publisher/session.ts";
import { sessionCookie, sessionOf } from "../auth/session.ts";
import type { DoorEnv } from "../context.ts";

/** `POST /sign-out`: ends the session, in the database and in the browser. */
export async function signOut(c: Context<DoorEnv>): Promise<Response> {
  const { db, origin } = c.env.env;
  const session = await sessionOf(c);
  if (session) await endSession(db, session.id, session.person.publisher).run();
  return new Response(null, {
    status: 303,
    headers: {
      Location: "/sign-in",
      "Set-Cookie": sessionCookie(origin, undefined),
      "Cache-Control": "private, no-store",
    },
  });
}
