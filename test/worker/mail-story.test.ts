import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { pass } from "../support/clock.ts";
import { linkIn, linksIn, type Mail, openDeskMailbox, openMailbox } from "../support/mailbox.ts";
import { applied, basic, decided, sites } from "../support/publisher.ts";
import { act, desk, freshWire, get, MASTHEAD, publish, publishMasthead, request, TOKEN } from "../support/wire.ts";

const EDITH = "edith@paper.example";
const eligible = {
  ...MASTHEAD.licences.eligible,
  grant: { republish: "allow" as const },
  corrections: { takeDownWithinHours: 24, applyWithinHours: 48 },
};

beforeEach(async () => {
  await freshWire();
  await publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, eligible } });
  await publish("ours", { licence: "eligible", headline: "Harbor deal signed" });
  pass(60);
  sites({});
});

/** Returns a page's visible text. */
const visibleText = (html: string): string => html.replace(/<[^>]*>/g, "").replaceAll("&#39;", "'");

/** Builds a form request as a browser sends it. */
const form = (fields: Record<string, string>, cookie = ""): RequestInit => ({
  method: "POST",
  headers: {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
    ...(cookie === "" ? {} : { Cookie: cookie }),
  },
  body: new URLSearchParams(fields).toString(),
  redirect: "manual",
});

/** Returns everything that the store holds, to detect changes. */
async function dump(): Promise<string> {
  const tables = [
    "mail",
    "mail_link",
    "sign_in_link",
    "session",
    "acknowledgement",
    "domain",
    "publisher",
    "person",
    "audit",
  ];
  const rows = await env.DB.batch(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table} ORDER BY 1`)));
  return JSON.stringify(rows.map(({ results }) => results));
}

/** Opens every link of an email, as mail scanners do; nothing may change. */
async function openAll(mail: Pick<Mail, "text"> | undefined): Promise<void> {
  const before = await dump();
  for (const path of mail ? linksIn(mail) : []) expect((await get(path)).status, path).toBeLessThan(400);
  expect(await dump()).toBe(before);
}

const cookieOf = (response: Response): string => /[^;]+/.exec(response.headers.get("Set-Cookie") ?? "")?.[0] ?? "";

/** Signs in by email: requests the link, opens it, presses the button. */
async function signInByMail(take: (to: string) => Promise<Pick<Mail, "subject" | "text">[]>): Promise<string> {
  await request("/sign-in", form({ email: EDITH }));
  const mail = (await take(EDITH)).find(({ subject }) => subject.startsWith("Sign in"));
  await openAll(mail);
  const response = await request(linkIn(mail, "/sign-in/"), form({}));
  expect(response.status).toBe(303);
  return cookieOf(response);
}

/** Accepts the license on the terms page, and downloads the story from the library. */
async function acceptAndTake(cookie: string): Promise<void> {
  const page = await (await get("/publisher/agreements", { Cookie: cookie })).text();
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? "";
  const fields = { licence: field("licence"), version: field("version"), hash: field("hash"), accepted: "yes" };
  expect((await request("/publisher/agreements", form(fields, cookie))).status).toBe(303);
  const kit = await get("/articles/ours/republish.md", { Cookie: cookie });
  expect(kit.status).toBe(200);
}

const WAYS = [
  ["that the wire sends", openMailbox],
  ["that the desk sends by hand", openDeskMailbox],
] as const;

describe.each(WAYS)("the whole story by mail alone, %s", (_, open) => {
  test("applied, verified by mail, approved, signed in, taken, corrected, killed and acknowledged from its page", async () => {
    const { take, reach } = open();
    const { id } = await applied({ contact: { name: "Edith Editor", email: EDITH } });

    const [received] = await take(EDITH);
    expect(received?.subject).toBe("We received your application");
    await openAll(received);
    expect((await take("licensing@example.org")).map(({ subject }) => subject)).toEqual([
      "New application: The Daily Paper",
    ]);
    // The link's button leads to the application's page, at a new address.
    const opened = await request(linkIn(received, "/mail/"), form({}));
    const page = opened.headers.get("Location") ?? "";
    expect(page).toMatch(/^\/applications\/cwapp_/);
    expect((await get(page)).status).toBe(200);

    const asked = await request(`${page}/ask-owner`, form({ domain: "paper.example", mailbox: "postmaster" }));
    expect(visibleText(await asked.text())).toMatch(/(?:We’re emailing|Our desk will ask) postmaster@paper\.example/);
    const [question] = await take("postmaster@paper.example");
    expect(question?.subject).toBe("Does paper.example belong to The Daily Paper?");
    await openAll(question);
    expect((await request(linkIn(question, "/mail/"), form({}))).status).toBe(200);
    expect(await (await get(page)).text()).toContain("verified");

    expect((await decided(id, "approve")).status).toBe(200);
    const [decision] = await take(EDITH);
    expect(decision?.subject).toBe("You can republish stories from Test Foundation");
    expect(decision?.text).toContain("We approve.");
    await openAll(decision);

    const cookie = await signInByMail(take);
    await acceptAndTake(cookie);

    pass(60);
    await act("ours", "correct", {
      note: "The deal was signed on Tuesday.",
      changes: { body: "<p>It was signed on Tuesday.</p>" },
    });
    const [correction] = await take(EDITH);
    expect(correction?.subject).toBe("Correction: Harbor deal signed");
    expect(correction?.text).toContain("The deal was signed on Tuesday.");
    await openAll(correction);

    pass(60);
    const kills = visibleText(await (await get("/desk/articles/ours/kill", basic(TOKEN))).text());
    expect(kills).toContain(`1 publisher holds it: 0 get a webhook, ${reach}`);
    await act("ours", "kill", { reason: "A source was wrong." });
    const [kill] = await take(EDITH);
    expect(kill?.subject).toBe("Take this story down: we withdrew it");
    expect(kill?.text).toContain("A source was wrong.");
    expect(kill?.text).not.toContain("Harbor deal");
    await openAllOfKill(kill);

    const said = await request(linkIn(kill, "/mail/"), form({ outcome: "removed" }));
    expect(visibleText(await said.text())).toContain("We recorded your answer.");
    const recall = await (await desk("GET", "/recalls/ours.3")).json<{
      publishers: { acknowledgement: unknown; mails: unknown }[];
    }>();
    expect(recall.publishers[0]?.acknowledgement).toMatchObject({
      outcome: "removed",
      by: `a link sent to ${EDITH}`,
    });
    expect(recall.publishers[0]?.mails).toMatchObject([{ email: EDITH, state: "mailed" }]);
    // A link works once.
    expect((await request(linkIn(kill, "/mail/"), form({ outcome: "kept", note: "No." }))).status).toBe(410);
    expect((await get(linkIn(kill, "/mail/"))).status).toBe(410);
  });
});

/** The story's own address now answers 410; the other links open. */
async function openAllOfKill(mail: Pick<Mail, "text"> | undefined): Promise<void> {
  const before = await dump();
  for (const path of mail ? linksIn(mail) : [])
    expect((await get(path)).status, path).toBe(path === "/articles/ours" ? 410 : 200);
  expect(await dump()).toBe(before);
}
