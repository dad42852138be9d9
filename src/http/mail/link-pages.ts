import type { Context } from "hono";
import { type MailLinkRefusal, type OpenedLink, openMailLink } from "../../commands/mail/open-link.ts";
import { acknowledgeFromMail, reopenApplication, unsubscribe, verifyFromMail } from "../../commands/mail/use-link.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import { mailLinkDonePage, mailLinkPage, refusedMailLinkPage } from "../../render/html/publisher/mail-link-page.tsx";
import { settle } from "../cache/carry-out.ts";
import { withSite } from "../cache/site.ts";
import { type DoorEnv, publisherContext, type Routes } from "../context.ts";
import { parseAcknowledgement } from "../respond/acknowledgement.ts";
import { leadOn, privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";

/** The page behind a link, and the action of its button. */
export function mailLinkPages(app: Routes<DoorEnv>): void {
  app.get("/:token", (c) => show(c));
  app.post("/:token", use);
}

type LinkContext = Context<DoorEnv>;

const tokenOf = (c: LinkContext): string => c.req.param("token") ?? "";

async function show(c: LinkContext, wrong?: string): Promise<Response> {
  const read = await openMailLink(publisherContext(c, "mail"), tokenOf(c));
  if (!read.ok) return refuse(c, read.because);
  const action = `/mail/${tokenOf(c)}`;
  return withSite(c, (site) => privatePage(mailLinkPage({ ...read, site, action, problem: wrong }), wrong ? 422 : 200));
}

async function use(c: LinkContext): Promise<Response> {
  const read = await openMailLink(publisherContext(c, "mail"), tokenOf(c));
  return read.ok ? USES[read.link.purpose](c, read) : refuse(c, read.because);
}

type Use = (c: LinkContext, opened: OpenedLink) => Promise<Response>;

const USES: Record<OpenedLink["link"]["purpose"], Use> = {
  acknowledge: async (c, opened) => {
    const said = await parseAcknowledgement(c);
    if (!said.ok) return show(c, said.wrong);
    return (await acknowledgeFromMail(publisherContext(c, "mail"), opened, said.said))
      ? done(c, opened)
      : refuse(c, "used");
  },
  "verify-domain": async (c, opened) => {
    const isVerified = await settle(c, await verifyFromMail(publisherContext(c, "mail"), opened));
    return isVerified ? done(c, opened) : refuse(c, "used");
  },
  "open-application": async (c, opened) => {
    const address = await reopenApplication(publisherContext(c, "mail"), opened);
    return address === undefined ? refuse(c, "used") : leadOn(new URL(address).pathname);
  },
  // RFC 8058 §3.2: mail clients post here on their own, and follow no redirects.
  unsubscribe: async (c, opened) => {
    await unsubscribe(publisherContext(c, "mail"), opened);
    return done(c, opened);
  },
};

const done: Use = (c, { link }) => withSite(c, (site) => privatePage(mailLinkDonePage(site, link)));

const CODES: Record<MailLinkRefusal, ProblemCode> = {
  unknown: "not-found",
  used: "gone",
  late: "gone",
  removed: "forbidden",
  closed: "forbidden",
  restored: "gone",
};

const DETAILS: Record<MailLinkRefusal, string> = {
  unknown:
    "We don’t recognize this link. Check that its address is complete; if it’s from an older message, use the newest one.",
  used: "This link has already been used.",
  late: "This link no longer works. If a newer message has one, use that.",
  removed: "You’re no longer on this publisher’s team. Ask its contact to answer.",
  closed: "This publisher closed its account.",
  restored: "The story has been restored. You don’t need to do anything.",
};

const refuse = (c: LinkContext, because: MailLinkRefusal): Promise<Response> =>
  withSite(c, (site) =>
    problem(c, CODES[because], { detail: DETAILS[because], page: refusedMailLinkPage(site, DETAILS[because]) }),
  );
