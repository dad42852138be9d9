import type { Context } from "hono";
import type { PublisherContext } from "../../../commands/publishers/context.ts";
import { type PublisherEnv, publisherContext } from "../../context.ts";
import { problem } from "../../respond/problems.ts";
import { ONLY_CONTACT_MAY } from "../team-refusals.ts";

/** Whether a visitor may act for the whole publisher: its contact, or a managing key. */
export const isContact = (c: Context<PublisherEnv>): boolean => {
  const { person, scope } = c.get("visitor");
  return person === undefined ? scope === "manage" : person.role === "contact";
};

/** Lets a form through if the person may act for the whole publisher. */
export const asContact =
  (handler: (c: Context<PublisherEnv>) => Promise<Response>) =>
  (c: Context<PublisherEnv>): Promise<Response> =>
    isContact(c) ? handler(c) : Promise.resolve(problem(c, "forbidden", { detail: ONLY_CONTACT_MAY }));

/** The context of a command on a publisher's pages. Its log entries name the signed-in person. */
export const ownContext = (c: Context<PublisherEnv>): PublisherContext =>
  publisherContext(c, c.get("visitor").person?.email ?? c.get("publisher").id);
