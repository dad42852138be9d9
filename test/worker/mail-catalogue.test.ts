import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import type { MailEvent } from "../../src/model/mail/mail.ts";
import { MAIL, PROOF } from "../../src/model/policy.ts";
import { DAY, HOUR, SECOND } from "../../src/model/time.ts";
import { pass } from "../support/clock.ts";
import { linksIn, type Mail, openMailbox } from "../support/mailbox.ts";
import { accept, applied, bearer, decided, json, keyFor, prove, sites } from "../support/publisher.ts";
import { act, freshWire, get, MASTHEAD, publish, publishMasthead, request } from "../support/wire.ts";

const EDITH = "edith@paper.example";
const FRED = "fred@paper.example";
const LICENSING = "licensing@example.org";
const eligible = {
  ...MASTHEAD.licences.eligible,
  grant: { republish: "allow" as const },
  corrections: { takeDownWithinHours: 24, applyWithinHours: 48 },
};
const masthead = { ...MASTHEAD, licences: { ...MASTHEAD.licences, eligible } };

/** For each event: the recipient, the subject, the text, and the links. */
const CATALOGUE: Record<MailEvent, { to: string; subject: string; says: string[]; leads: string[] }> = {
  "application.received": {
    to: EDITH,
    subject: "We received your application",
    says: [
      "The Daily Paper applied to republish stories from Test Foundation.",
      `expires in ${MAIL.applicationLinkHours} hours`,
    ],
    leads: ["/mail/"],
  },
  "application.arrived": {
    to: LICENSING,
    subject: "New application: The Daily Paper",
    says: ["Domain: paper.example", "Licence summary"],
    leads: ["/desk/publishers/"],
  },
  "application.incomplete": {
    to: EDITH,
    subject: "Your application isn’t complete yet",
    says: ["Before we can decide, here’s what you need to do:", "- Add the code to your site"],
    leads: ["/mail/"],
  },
  "application.decided": {
    to: EDITH,
    subject: "You can republish stories from Test Foundation",
    says: ["The Daily Paper is approved.", "> We approve.", "Licence summary"],
    leads: ["/sign-in"],
  },
  "application.lost": {
    to: EDITH,
    subject: "Your application page",
    says: ["asked for a link", "the old one stops working"],
    leads: ["/mail/"],
  },
  "domain.verify": {
    to: "hostmaster@paper.example",
    subject: "Does paper.example belong to The Daily Paper?",
    says: ["says it owns paper.example", "nothing happens until you select it"],
    leads: ["/mail/"],
  },
  "domain.failing": {
    to: EDITH,
    subject: "We can no longer verify paper.example",
    says: ["couldn’t confirm it", "The last verification is valid until Jun"],
    leads: ["/publisher/account"],
  },
  "sign-in.asked": {
    to: EDITH,
    subject: "Sign in to Test Foundation",
    says: ["The link works once and expires in 15 minutes."],
    leads: ["/sign-in/"],
  },
  "person.invited": {
    to: FRED,
    subject: "You can sign in for The Daily Paper",
    says: ["Software using a key for The Daily Paper gave you access", "There’s no password"],
    leads: ["/sign-in"],
  },
  "terms.changed": {
    to: EDITH,
    subject: "New terms: Licence summary",
    says: ["accepted version 1; version 2 is now in force", "Read and accept the new version by Jul"],
    leads: ["/licences/eligible/2", "/publisher/agreements"],
  },
  "key.made": {
    to: EDITH,
    subject: "New key: CMS",
    says: ["revoke the key now"],
    leads: ["/publisher/keys"],
  },
  "key.revoked": {
    to: EDITH,
    subject: "Key revoked: Spare",
    says: ["software using a key for The Daily Paper revoked the key"],
    leads: ["/publisher/keys"],
  },
  "story.corrected": {
    to: EDITH,
    subject: "Correction: Harbor deal signed",
    says: ["> It was Tuesday.", "You have version 1", "The corrected text is version 2", "update it by Jun"],
    leads: ["/articles/ours/republish"],
  },
  "story.killed": {
    to: EDITH,
    subject: "Take this story down: we withdrew it",
    says: ["> A source was wrong.", "has version 1 of this story", "Take it down wherever you published it, by Jun"],
    leads: ["/articles/ours", "/mail/"],
  },
  "story.restored": {
    to: EDITH,
    subject: "You can publish this story again: Harbor deal signed",
    says: ["We’ve now restored it"],
    leads: ["/articles/ours"],
  },
  digest: {
    to: FRED,
    subject: "New story: Bridge opens",
    says: ["New stories for The Daily Paper", "Bridge opens", "Stop these messages: http://localhost:8787/mail/"],
    leads: ["/articles/bridge/republish", "/publisher"],
  },
};

beforeEach(async () => {
  await freshWire();
  await publishMasthead(masthead);
  await publish("ours", { licence: "eligible", headline: "Harbor deal signed" });
  pass(60);
  sites({});
});

/** Secrets and texts that no email may contain: a story's text, a key, anything withheld or under embargo. */
const NEVER = ["The harbour is open again", "cw_", "cwapp_", "Secret plan", "Not before noon"];

/** Triggers every event once, from outside, and collects the emails. */
async function liveThroughAll(): Promise<Mail[]> {
  const { mails, deliver } = openMailbox();
  const all: Mail[] = [];
  const hour = async () => {
    await deliver();
    all.push(...mails.splice(0));
    pass(HOUR / SECOND);
  };
  const { id, token } = await applied({ contact: { name: "Edith Editor", email: EDITH } });
  await hour();
  pass((MAIL.missingAfterHours * HOUR) / SECOND);
  await hour();
  await request("/apply/find", { method: "POST", body: new URLSearchParams({ email: EDITH }) });
  const ask = new URLSearchParams({ domain: "paper.example", mailbox: "hostmaster" });
  await request(`/applications/${token}/ask-owner`, { method: "POST", body: ask });
  await hour();
  await prove(token);
  await decided(id, "approve");
  await accept(token, "eligible");
  const { key } = await keyFor(token);
  await hour();
  await request("/sign-in", { method: "POST", body: new URLSearchParams({ email: EDITH }) });
  const spare = await (await request("/v1/publisher/keys", json({ name: "Spare", scope: "read" }, bearer(key)))).json<{
    id: string;
  }>();
  await request(`/v1/publisher/keys/${spare.id}`, { method: "DELETE", headers: bearer(key) });
  await request("/v1/publisher/people", json({ name: "Fred Fast", email: FRED }, bearer(key)));
  await hour();
  await get("/v1/articles/ours", bearer(key));
  await act("ours", "correct", { note: "It was Tuesday.", changes: { body: "<p>On Tuesday.</p>" } });
  await hour();
  await act("ours", "kill", { reason: "A source was wrong." });
  await hour();
  await act("ours", "restore", { reason: "It was right." });
  await env.DB.prepare("UPDATE person SET digest = 'weekly', digest_since = ?1, digest_next = ?1 WHERE email = ?2")
    .bind(new Date().toISOString().slice(0, 19).concat("Z"), FRED)
    .run();
  await hour();
  await publish("bridge", { licence: "eligible", headline: "Bridge opens" });
  await publish("plan", { licence: "eligible", headline: "Secret plan", status: "withheld" });
  await publish("noon", { licence: "eligible", headline: "Not before noon", embargo: "2027-05-31T00:00:00Z" });
  pass((8 * DAY) / SECOND);
  await hour();
  await publishMasthead({
    ...masthead,
    licences: { ...masthead.licences, eligible: { ...eligible, text: "<p>New.</p>" } },
  });
  await hour();
  pass(((PROOF.days - PROOF.againDays) * DAY) / SECOND);
  await hour();
  return all;
}

test("each event has its recipient, subject, words and ways on; none holds what isn't for its reader", async () => {
  const all = await liveThroughAll();
  for (const [event, { to, subject, says, leads }] of Object.entries(CATALOGUE)) {
    const mail = all.find((each) => each.to === to && each.subject === subject);
    expect(mail, `${event}: ${all.map((each) => `${each.to} ${each.subject}`).join("\n")}`).toBeDefined();
    if (mail === undefined) continue;
    for (const words of says) expect(mail.text, event).toContain(words);
    expect(
      linksIn(mail).map((path) => leads.find((lead) => path.startsWith(lead)) ?? path),
      event,
    ).toEqual(expect.arrayContaining(leads));
    expect(mail.headers["Auto-Submitted"]).toBe("auto-generated");
    expect(mail.headers["List-Unsubscribe"] !== undefined, event).toBe(event === "digest");
    expect(mail.from).toEqual({ email: "desk@wire.example", name: "Test Foundation" });
    expect(mail.replyTo).toBe(LICENSING);
  }
  for (const { text, html, subject } of all)
    for (const never of NEVER) expect(`${subject} ${text} ${html}`).not.toContain(never);
  // One email per event and person.
  const rows = await env.DB.prepare(
    "SELECT event, about, email, count(*) AS n FROM mail GROUP BY 1, 2, 3 HAVING n > 1",
  ).all();
  expect(rows.results).toEqual([]);
});

test("the same words are in a mail's text and its HTML", async () => {
  for (const { text, html } of await liveThroughAll()) {
    const plain = html
      .replace(/<style.*?<\/style>|<[^>]*>/gs, " ")
      .replaceAll("&#39;", "'")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
    const words = (from: string) => from.replaceAll(/http:\S+/g, "").match(/[\p{L}\d’]+/gu) ?? [];
    expect(words(plain)).toEqual(expect.arrayContaining([...new Set(words(text))]));
  }
});
