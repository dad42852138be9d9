import type { Context } from "hono";
import type { Publisher } from "../../model/publisher/publisher.ts";
import { viewPublisher } from "../../views/publisher.ts";
import { readSite } from "../cache/site.ts";
import { type DoorEnv, viewContext } from "../context.ts";
import { problem } from "../respond/problems.ts";

/** Answers with everything known about a publisher. */
export async function answerWithPublisher<E extends DoorEnv>(
  c: Context<E>,
  publisher: Publisher,
  status: 200 | 201,
): Promise<Response> {
  const site = await readSite(c);
  if (site === undefined) return problem(c, "nothing-published");
  return c.json(await viewPublisher(viewContext(c), publisher, site), status);
}
