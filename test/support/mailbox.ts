import { vi } from "vitest";
import { z } from "zod";
import { cron } from "./cron.ts";
import { consume } from "./outbound.ts";
import { basic } from "./publisher.ts";
import { expectOk, get, request, TOKEN, useEnv } from "./wire.ts";

/** An email as the sending service receives it. */
const Mail = z.object({
  from: z.object({ email: z.string(), name: z.string() }),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z.record(z.string(), z.string()),
  replyTo: z.string(),
});
export type Mail = z.infer<typeof Mail>;

/** Adds the email bindings: captures what the wire sends, and lets a test decide when the queue runs. */
export function openMailbox() {
  const mails: Mail[] = [];
  const queue: unknown[] = [];
  const send = vi.fn(async (mail: unknown) => {
    mails.push(Mail.parse(mail));
    return { messageId: String(mails.length) };
  });
  const sendBatch = async (batch: Iterable<{ body: unknown }>) => {
    queue.push(...[...batch].map(({ body }) => body));
    return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
  };
  useEnv({
    MAIL: { send },
    MAIL_FROM: "desk@wire.example",
    // The limit is per minute and has its own tests; here many links are requested within one.
    SIGN_IN_LIMIT: { limit: async () => ({ success: true }) },
    DELIVERIES: Object.assign(Object.create(null), { sendBatch }),
  });
  /** Runs the cron, then the consumer until the queue is empty. */
  const deliver = async (): Promise<void> => {
    await cron();
    for (let round = 0; queue.length > 0 && round < 50; round++) await consume(queue.splice(0));
  };
  /** Returns the emails to an address since the last call, oldest first. */
  const take = async (to: string): Promise<Mail[]> => {
    await deliver();
    const mine = mails.filter((mail) => mail.to === to);
    for (const mail of mine) mails.splice(mails.indexOf(mail), 1);
    return mine;
  };
  /** The kill page's count for one person who gets email. */
  const reach = "1 a mail, 0 can’t be reached automatically";
  return { mails, send, deliver, take, queue, reach };
}

/** The same for a wire that sends no email: a desk user opens each email in the desk's list and marks it as sent. */
export function openDeskMailbox() {
  const take = async (to: string): Promise<Omit<Mail, "html" | "from" | "replyTo">[]> => {
    await cron();
    const list = await (await get(`/desk/mail?q=${encodeURIComponent(to)}`, basic(TOKEN))).text();
    const ids = [...list.matchAll(/action="\/desk\/mail\/([0-9a-f]+)"/g)].map(([, id = ""]) => id).reverse();
    const mails = [];
    for (const id of ids) mails.push(await sendByHand(id));
    return mails;
  };
  const reach = "0 a mail, 1 can’t be reached automatically";
  return { take, reach };
}

const post = (path: string): Promise<Response> =>
  request(path, { method: "POST", headers: basic(TOKEN), redirect: "manual" });

/** Opens the message that the desk's page has written, and marks it as sent. */
async function sendByHand(id: string) {
  const page = await (await expectOk(await post(`/desk/mail/${id}`))).text();
  const [, address = ""] = /href="(mailto:[^"]+)"/.exec(page) ?? [];
  const { pathname, searchParams } = new URL(address.replaceAll("&amp;", "&"));
  const noted = await post(`/desk/mail/${id}/sent`);
  if (noted.status !== 303) throw new Error(`${noted.status} ${await noted.text()}`);
  return {
    to: decodeURIComponent(pathname),
    subject: searchParams.get("subject") ?? "",
    text: (searchParams.get("body") ?? "").replaceAll("\r\n", "\n"),
    headers: {},
  };
}

/** Returns the paths of our own pages in an email, which its reader can open. */
export const linksIn = ({ text }: Pick<Mail, "text">): string[] =>
  [...text.matchAll(/^http:\/\/localhost:8787(\/\S+)$/gm)].map(([, path = ""]) => path);

/** Returns the link in an email that starts with `beginning`. */
export function linkIn(mail: Pick<Mail, "text"> | undefined, beginning: string): string {
  const found = mail && linksIn(mail).find((path) => path.startsWith(beginning));
  if (found === undefined) throw new Error(`no link to ${beginning} in: ${mail?.text ?? "no mail"}`);
  return found;
}
