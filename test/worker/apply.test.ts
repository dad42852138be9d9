import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { RATE } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { expectProblem } from "../support/problem.ts";
import { application, applied, decided, form, getOwnPublisher, json, prove, wireWith } from "../support/publisher.ts";
import { get, MASTHEAD, publishMasthead, request } from "../support/wire.ts";

// The form at /apply, as a browser without scripts uses it.

beforeEach(() => wireWith());
afterEach(() => void vi.restoreAllMocks());

type Licences = MastheadInput["licences"];
const { open, eligible } = MASTHEAD.licences;
const RULED = {
  ...eligible,
  name: "Free republication",
  eligibility: { who: "publishers", monthlyAudience: 100_000, evidence: "must", approval: "desk" },
} as const;
const LOCAL = {
  ...eligible,
  name: "Local partners",
  eligibility: { who: "publishers", kinds: ["newspaper", "broadcaster"], regions: ["US"], approval: "automatic" },
} satisfies Licences[string];

/** Publishes a masthead with these licenses; those of other tests are retired. */
const withLicences = (licences: Licences) =>
  publishMasthead({
    ...MASTHEAD,
    licences: { ...MASTHEAD.licences, ...licences },
    retired: { licences: Object.keys(MASTHEAD.licences).filter((id) => !Object.hasOwn(licences, id)) },
  });

const pageAt = async (path: string) => (await get(path, { Accept: "text/html" })).text();

/** Returns the names of a page's fields, in order and without duplicates. */
const fieldsOf = (html: string): string[] => [
  ...new Set([...html.matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/g)].map(([, name]) => name ?? "")),
];

const SENT = {
  idempotencyKey: "0123456789abcdef0123456789abcdef",
  licences: "ruled",
  organization: "The Daily Paper",
  domains: "paper.example",
  monthlyAudience: "250,000",
  "audience.kind": "circulation",
  "audience.period": "October 2026",
  "audience.source": "AAM",
  evidence: "https://paper.example/audience",
  "contact.name": "Edith Editor",
  "contact.email": "edith@paper.example",
};
const WHO = ["idempotencyKey", "licences", "organization", "domains"];
const CONTACT = ["contact.name", "contact.email"];

describe("the form", () => {
  test("begins with the rule of the one license there is, and asks what its conditions are about", async () => {
    await withLicences({ open, ruled: RULED });
    const response = await get("/apply");
    const html = await response.text();
    expect(html).toContain("For news publishers with at least 100,000 monthly readers.");
    expect(html).toContain("You don’t need to apply for stories under an open license:");
    expect(html).toContain('<li aria-current="step">1. Your publication');
    expect(fieldsOf(html)).toEqual([
      ...WHO,
      ...["monthlyAudience", "audience.kind", "audience.period", "audience.source", "evidence"],
      ...CONTACT,
    ]);
    expect(html).toContain('autocomplete="organization"');
    // Only its own script may run.
    expect(html).toContain('src="/leave.js"');
    expect(response.headers.get("Content-Security-Policy")).toContain("script-src 'self';");
    expect((await get("/leave.js")).headers.get("Content-Type")).toContain("text/javascript");
  });

  test("asks first which license, where there are several, and then only what that one needs", async () => {
    await withLicences({ open, ruled: RULED, local: LOCAL });
    const first = await pageAt("/apply");
    expect(fieldsOf(first)).toEqual(["licences"]);
    expect(first).toContain("Local partners. For newspapers or broadcasters based in the United States.");
    expect(first).not.toContain('value="open"');
    expect(await pageAt("/apply?choose=yes")).toContain("Choose at least one license.");
    const local = await pageAt("/apply?licences=local");
    expect(fieldsOf(local)).toEqual([...WHO, "country", "kind", ...CONTACT]);
    expect(local).toContain('<option value="DE">Germany</option>');
    expect(local.match(/<option value="[A-Z]{2}">/g)?.length).toBeGreaterThan(240);
    expect(fieldsOf(await pageAt("/apply?licences=local&licences=ruled"))).toContain("monthlyAudience");
  });

  test("isn't there where every license is open: the page says so", async () => {
    await withLicences({ open });
    const html = await pageAt("/apply");
    expect(html).toContain("You don’t need to apply.");
    expect(fieldsOf(html)).toEqual([]);
  });

  test("leads to the next step, and says there where one is", async () => {
    await withLicences({ open, ruled: RULED });
    const sent = await request("/apply", form(SENT));
    expect(sent.status).toBe(303);
    const address = sent.headers.get("Location") ?? "";
    expect(await pageAt(address)).toContain('<li aria-current="step">2. Verify your site');
    const token = address.slice("/applications/".length);
    expect((await getOwnPublisher(token)).application).toMatchObject({
      monthlyAudience: 250_000,
      audience: { kind: "circulation", period: "October 2026", source: "AAM" },
    });
    expect((await getOwnPublisher(token)).application).not.toHaveProperty("country");
    await prove(token);
    expect(await pageAt(address)).toContain('<li aria-current="step">3. Accept the terms');
  });

  test("keeps what was filled in, and says in words what each field needs", async () => {
    await withLicences({ open, ruled: RULED });
    const { evidence: _, ...rest } = SENT;
    const sent = await request("/apply", form({ ...rest, domains: "paper", monthlyAudience: "many" }));
    expect(sent.status).toBe(422);
    const html = await sent.text();
    expect(html).toContain("Fix the 3 fields marked below.");
    for (const words of [
      "Enter a domain, for example paper.example.",
      "Enter a number, for example 24,000.",
      "Enter the address of a page, beginning with https://.",
    ])
      expect(html).toContain(words);
    expect(html).toContain('value="The Daily Paper"');
    expect(html).toContain('data-guarded="changed"');
    expect(html).not.toContain("is missing");
    expect(html).toContain(">Enter a number, for example 24,000.<");
    expect(html).not.toMatch(/This (?:Enter|Choose)|\.\.</);
  });

  test("that was sent before and changed since says so, marks no field, and is another application with the next click", async () => {
    await withLicences({ open, ruled: RULED });
    expect((await request("/apply", form(SENT))).status).toBe(303);
    const changed = { ...SENT, organization: "The Evening Paper" };
    const refused = await request("/apply", form(changed));
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain("You already sent this form. To send it again as a new application, select Continue.");
    expect(html).not.toContain("marked below");
    expect(html).toContain('value="The Evening Paper"');
    const idempotencyKey = /name="idempotencyKey" value="([^"]+)"/.exec(html)?.[1] ?? "";
    expect((await request("/apply", form({ ...changed, idempotencyKey }))).status).toBe(303);
  });

  test("keeps what was filled in where too many apply", async () => {
    await withLicences({ open, ruled: RULED });
    const from = { "CF-Connecting-IP": "2001:db8:99:1::1" };
    for (let at = 0; at < RATE.applications; at++) await request("/apply", form({ ...SENT, idempotencyKey: "" }, from));
    const refused = await request("/apply", form(SENT, from));
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, String(RATE.retrySeconds)]);
    const html = await refused.text();
    expect(html).toContain("Nothing you filled in is lost");
    expect(html).toContain('value="The Daily Paper"');
  });
});

describe("an application by software", () => {
  test("of an older client, with every field, is taken as before", async () => {
    await withLicences({ open, ruled: RULED });
    expect((await applied({ licences: ["ruled"] })).id).toBeTruthy();
  });

  test("may leave out what no condition is about, and nothing else", async () => {
    await withLicences({ open, ruled: RULED, local: LOCAL });
    const { kind: _k, country: _c, channels: _n, ...ruled } = application({ licences: ["ruled"] });
    expect((await request("/v1/applications", json(ruled))).status).toBe(201);
    const { errors } = await expectProblem(
      await request("/v1/applications", json({ ...ruled, licences: ["local"] })),
      422,
      "invalid",
    );
    expect(errors?.map(({ field, problem }) => [field, problem])).toEqual([
      ["kind", "is missing"],
      ["country", "is missing"],
    ]);
    const { monthlyAudience: _m, evidence: _e, ...nothing } = ruled;
    const { errors: both } = await expectProblem(await request("/v1/applications", json(nothing)), 422, "invalid");
    expect(both?.map(({ field }) => field)).toEqual(["monthlyAudience", "evidence"]);
  });

  test("isn't approved by its figure: the domain has to be verified first, whatever the figure", async () => {
    const eligibility = { who: "publishers", monthlyAudience: 100_000, approval: "automatic" } as const;
    await withLicences({ open, ruled: { ...RULED, eligibility } });
    const { token } = await applied({ licences: ["ruled"], monthlyAudience: 9_000_000 });
    await request(`/v1/applications/${token}/proofs`, json({}));
    expect((await getOwnPublisher(token)).status).toBe("applied");
    pass(61);
    expect((await prove(token)).status).toBe("approved");
  });
});

test("the desk's letter says where the application's page is, and whom it is for", async () => {
  await withLicences({ open, ruled: RULED });
  const { id } = await applied({ licences: ["ruled"] });
  await decided(id, "approve");
  const response = await request(`/desk/publishers/${id}`, {
    headers: { Authorization: `Basic ${btoa("x:cwdesk_test")}`, Accept: "text/html" },
  });
  const html = await response.text();
  expect(html).toContain("http://localhost:8787/applications/");
  expect(html).toContain("sign in at http://localhost:8787/sign-in with edith@paper.example");
});
