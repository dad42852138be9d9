import type { Context } from "hono";
import { z } from "zod";
import { findApplication } from "../../commands/publishers/find-application.ts";
import { mistakesOf } from "../../model/mistake.ts";
import { RATE } from "../../model/policy.ts";
import { normalizeEmail } from "../../model/publisher/person.ts";
import { email } from "../../model/text.ts";
import { findApplicationPage, foundApplicationPage } from "../../render/html/publisher/find-application-page.tsx";
import { mayAskForLink } from "../auth/limits.ts";
import { settle } from "../cache/carry-out.ts";
import { withSite } from "../cache/site.ts";
import type { DoorEnv, Routes } from "../context.ts";
import { readForm } from "../respond/form.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";

const FormInput = z.object({ email });

/** `/apply/find`: the way back to an application whose page's address was lost. */
export function findPages(app: Routes<DoorEnv>): void {
  app.get("/find", (c) => withSite(c, (site) => privatePage(findApplicationPage({ site, filled: "", mistakes: [] }))));
  app.post("/find", findByForm);
}

async function findByForm(c: Context<DoorEnv>): Promise<Response> {
  const { email: [filled = ""] = [] } = await readForm(c);
  const input = { email: normalizeEmail(filled) };
  const read = FormInput.safeParse(input);
  if (!read.success) {
    const mistakes = mistakesOf(read.error, input);
    return withSite(c, (site) => privatePage(findApplicationPage({ site, filled, mistakes }), 422));
  }
  if (!(await mayAskForLink(c, read.data.email)))
    return problem(c, "too-many-requests", { headers: { "Retry-After": String(RATE.retrySeconds) } });
  // After the answer: a write takes longer where there is an application, and nobody is to see that.
  c.executionCtx.waitUntil(
    findApplication({ db: c.env.env.db, now: c.env.clock() }, read.data.email)
      .then((done) => settle(c, done))
      .catch((error: unknown) => console.error(error)),
  );
  return withSite(c, (site) => privatePage(foundApplicationPage(site, c.env.env.mail !== undefined)));
}
