import type { Context } from "hono";
import { z } from "zod";
import { noteMailed, prepareMail } from "../../../commands/mail/ready.ts";
import { mistakesOf } from "../../../model/mistake.ts";
import { MAIL } from "../../../model/policy.ts";
import { instant } from "../../../model/time.ts";
import { deskMailPage, deskMailsPage } from "../../../render/html/desk/mail-pages.tsx";
import type { Site } from "../../../render/site.ts";
import { listMails, MAIL_LISTS, type MailPlace } from "../../../store/mail/desk-list.ts";
import { withSite } from "../../cache/site.ts";
import { type DeskEnv, publisherContext, type Routes } from "../../context.ts";
import { privatePage } from "../../respond/page-response.ts";
import { problem } from "../../respond/problems.ts";
import { choiceFilter, isNarrowed, nextPage, textFilter, wordsOf } from "../lists/list-filters.ts";

const Filters = z.object({ q: textFilter, list: choiceFilter(MAIL_LISTS) });
const Place = z.string().regex(/^[^ ]{20} [0-9a-f]{32}$/);

/** `/desk/mail`: the mails to people; if the wire sends none, each is ready to send by hand. */
export function mailPages(app: Routes<DeskEnv>): void {
  app.get("/mail", (c) => withSite(c, (site) => list(c, site), c.get("person")));
  app.post("/mail/:id", (c) => withSite(c, (site) => prepare(c, site), c.get("person")));
  app.post("/mail/:id/sent", noteByForm);
}

async function list(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const input = c.req.query();
  const read = Filters.safeParse(input);
  if (!read.success) return problem(c, "invalid", { errors: mistakesOf(read.error, input) });
  const after = placeIn(input.before);
  if (after === "bad") return problem(c, "invalid", { errors: [BAD_PLACE] });
  const { q = "", list: chosen = "unsent" } = read.data;
  const asked = { words: wordsOf(q), after, now: instant(c.env.clock()) };
  const mails = await listMails(c.env.env.db, chosen, asked, MAIL.listed);
  const last = mails.length === MAIL.listed ? mails.at(-1) : undefined;
  const next = nextPage("/desk/mail", read.data, last && { before: `${last.created} ${last.id}` });
  const filters = { q, list: chosen, isFiltered: isNarrowed({ q: read.data.q }) };
  return privatePage(deskMailsPage({ mails, filters, next, site, hasMail: c.env.env.mail !== undefined }));
}

function placeIn(before: string | undefined): MailPlace | undefined | "bad" {
  if (before === undefined) return undefined;
  if (!Place.safeParse(before).success) return "bad";
  const [created = "", id = ""] = before.split(" ");
  return { created, id };
}

const BAD_PLACE = {
  field: "before",
  problem: "isn't a place in this list",
  allowed: "the address behind “Earlier messages”",
};

/** Writes the message with its links. It is a form, because software could open a link. */
async function prepare(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const prepared = await prepareMail(publisherContext(c, c.get("staff")), c.req.param("id") ?? "");
  if (prepared.ok) return privatePage(deskMailPage({ ...prepared, site }));
  return prepared.because === "unknown" ? problem(c, "not-found") : problem(c, "conflict", { detail: OVER });
}

const OVER = "This message is no longer needed: the matter has been settled. We took it off the list.";

async function noteByForm(c: Context<DeskEnv>): Promise<Response> {
  const done = await noteMailed(publisherContext(c, c.get("staff")), c.req.param("id") ?? "");
  return done ? c.redirect("/desk/mail", 303) : problem(c, "not-found");
}
