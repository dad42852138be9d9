import { vi } from "vitest";
import { z } from "zod";
import { cron } from "./cron.ts";
import { consume } from "./outbound.ts";
import { basic } from "./publisher.ts";
import { expectOk, get, request, TOKEN, useEnv } from "./wire.ts";

/** A mail as the sending service gets it. */
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

/** Binds mail: what the wire sends lands here, and a test decides when the queue runs. */
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
    // Its own tests count by the minute; here many ask for links in one.
    SIGN_IN_LIMIT: { limit: async () => ({ success: true }) },
    DELIVERIES: Object.assign(Object.create(null), { sendBatch }),
  });
  /** Lets the cron run, and the consumer take all that is handed out. */
  const deliver = async (): Promise<void> => {
    await cron();
    for (let round = 0; queue.length > 0 && round < 50; round++) await consume(queue.splice(0));
  };
  /** What came to an address since it was last asked, oldest first. */
  const take = async (to: string): Promise<Mail[]> => {
    await deliver();
    const mine = mails.filter((mail) => mail.to === to);
    for (const mail of mine) mails.splice(mails.indexOf(mail), 1);
    return mine;
  };
  /** How the kill page counts somebody who gets mail. */
  const reach = "1 a mail, 0 can’t be reached automatically";
  return { mails, send, deliver, take, queue, reach };
}

/** The same where the wire sends none: what the desk's list has, opened and noted as sent by somebody of the desk. */
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

/** Has the desk's page write a message, and says that it was sent. */
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

/** The addresses of our own pages in a mail, as paths: what its reader can open. */
export const linksIn = ({ text }: Pick<Mail, "text">): string[] =>
  [...text.matchAll(/^http:\/\/localhost:8787(\/\S+)$/gm)].map(([, path = ""]) => path);

/** The link in a mail that begins so. */
export function linkIn(mail: Pick<Mail, "text"> | undefined, beginning: string): string {
  const found = mail && linksIn(mail).find((path) => path.startsWith(beginning));
  if (found === undefined) throw new Error(`no link to ${beginning} in: ${mail?.text ?? "no mail"}`);
  return found;
}
