import type { Context } from "hono";
import { z } from "zod";
import { type AskOutcome, askOwner } from "../../commands/publishers/ask-owner.ts";
import type { PublisherContext } from "../../commands/publishers/context.ts";
import { inWords } from "../../model/in-words.ts";
import { MAIL } from "../../model/policy.ts";
import { OWNER_MAILBOXES } from "../../model/publisher/owner-mail.ts";
import type { Publisher } from "../../model/publisher/publisher.ts";
import type { FlashMessage } from "../../render/html/publisher/flash.tsx";
import { settle } from "../cache/carry-out.ts";
import type { DoorEnv } from "../context.ts";
import { readForm } from "../respond/form.ts";

const FormInput = z.object({ domain: z.string(), mailbox: z.enum(OWNER_MAILBOXES) });

/** Has a domain's owner asked, from a form; answers with the page and a status. */
export async function askOwnerByForm<E extends DoorEnv>(
  c: Context<E>,
  context: PublisherContext,
  publisher: Publisher,
): Promise<{ flash: FlashMessage; status: number }> {
  const { domain: [domain] = [], mailbox: [mailbox] = [] } = await readForm(c);
  const read = FormInput.safeParse({ domain, mailbox });
  if (!read.success) return { flash: { problem: NO_ADDRESS }, status: 422 };
  const done = await settle(c, await askOwner(context, publisher, read.data.domain, read.data.mailbox));
  if (!done.ok)
    return { flash: { problem: PROBLEMS[done.because] }, status: done.because === "asked already" ? 429 : 422 };
  return { flash: { done: c.env.env.mail === undefined ? deskAsks(done.email) : asked(done.email) }, status: 200 };
}

const NO_ADDRESS = `Choose one of the addresses ${OWNER_MAILBOXES.map((each) => `${each}@`).join(", ")} at your domain.`;

const PROBLEMS: Record<Extract<AskOutcome, { ok: false }>["because"], string> = {
  "unknown domain": "That domain isn’t in your application.",
  "public host":
    "Anyone can have an address or a site at that domain, so we can’t ask by email. Verify the domain another way.",
  "asked already": `We already asked that address ${inWords(MAIL.verificationsPerDay)} times today. Try another address, or wait until tomorrow.`,
};

const asked = (address: string): string =>
  `We’re emailing ${address}. To verify the domain, someone there must open the link in the message and confirm. Then reload this page.`;

const deskAsks = (address: string): string =>
  `Our desk will ask ${address} by email. To verify the domain, someone there must open the link in the message and confirm.`;
