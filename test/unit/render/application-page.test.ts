import { describe, expect, test } from "vitest";
import { ApplicationInput } from "../../../src/model/publisher/application.ts";
import { assessLicences } from "../../../src/model/publisher/eligibility.ts";
import type { DomainProof, Publisher } from "../../../src/model/publisher/publisher.ts";
import { publisherJson } from "../../../src/render/api/publisher.ts";
import { accountPage } from "../../../src/render/html/publisher/account-page.tsx";
import { applicationPage } from "../../../src/render/html/publisher/application-page.tsx";
import { keptAs, siteWith } from "../../support/every-licence.ts";

const NOW = "2026-05-02T00:00:00Z";

/** A license whose every condition is decided by the desk. */
const STRICT = keptAs("strict", {
  name: "Strict",
  publicText: "summary",
  statement: "For some.",
  contact: "a@example.org",
  text: "",
  eligibility: {
    who: "publishers",
    accredited: "must",
    local: "must",
    membership: "the League",
    largeAudience: "must",
    evidence: "must",
    excluded: ["parties"],
    approval: "desk",
  },
});
const SITE = siteWith(STRICT);

const APPLICATION = ApplicationInput.parse({
  organization: "The Daily Paper",
  domains: ["paper.example"],
  evidence: "https://paper.example/audience",
  contact: { name: "Edith Editor", email: "edith@paper.example" },
  licences: ["strict"],
  accreditedBy: "the Press Council",
  memberOf: "the League",
  local: true,
});

const DOMAIN: DomainProof = { domain: "paper.example", token: "code", state: "waiting", tries: 0 };
const PROVED: DomainProof = { ...DOMAIN, state: "proved", expiresAt: "2027-05-02T00:00:00Z" };

type Standing = Pick<Publisher, "status" | "approved">;
const APPLIED: Standing = { status: "applied", approved: [] };
const APPROVED: Standing = { status: "approved", approved: ["strict"] };

function viewOf(standing: Standing, domain = PROVED) {
  const publisher: Publisher = { id: "p", application: APPLICATION, evidence: [], applied: NOW, ...standing };
  const findings = assessLicences(publisher, [domain], SITE.masthead, NOW);
  const parts = { publisher, domains: [domain], findings, agreements: [], keys: [], webhooks: [] };
  return publisherJson(parts, SITE, NOW, {});
}

const plain = (html: string): string => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

function application(standing: Standing, { domain = PROVED, isReadOnly = false } = {}): string {
  const view = viewOf(standing, domain);
  const about = { view, recalls: [], keys: [], names: new Map<string, string>(), site: SITE, flash: undefined };
  return plain(applicationPage({ ...about, isReadOnly }, "/applications/cwapp_x"));
}

const account = (standing: Standing): string =>
  plain(
    accountPage({
      ...{ organization: "The Daily Paper", site: SITE, view: viewOf(standing) },
      mayManage: true,
      isContact: true,
    }),
  );

describe("the page of an application", () => {
  test("says that its address acts, for as long as it does", () => {
    expect(application(APPLIED)).toContain("Bookmark this page. Anyone with its address can act for you.");
    expect(application(APPLIED, { isReadOnly: true })).toContain(
      "Bookmark this page. Anyone with its address can see your application.",
    );
  });

  test("says to those who hear it what needs action, and what our desk reviews", () => {
    const text = application(APPLIED, { domain: DOMAIN });
    expect(text).toContain("Needs action: You haven’t verified a domain yet.");
    expect(text).toContain("Under review: Our licensing desk will decide.");
  });
});

/** Phrases that are only true until the desk has decided. */
const PENDING = /Under review|Our desk is checking|Our desk needs|Our desk decides|desk will decide/;

describe.each([
  ["application", application],
  ["account", account],
])("the reasons on the page of the %s", (_, page) => {
  test("are those of a review until our desk decides", () => {
    const text = page(APPLIED);
    expect(text).toContain("Our desk is checking the source of your audience figure.");
    expect(text).toContain("You told us: the Press Council. Our desk is checking that.");
    expect(text).toContain("Our licensing desk will decide.");
  });

  test.each([
    ["approved", APPROVED],
    ["suspended", { ...APPROVED, status: "suspended" }],
    ["refused", { status: "refused", approved: [] }],
  ] satisfies [string, Standing][])("say what was done once it is %s", (_status, standing) => {
    const text = page(standing);
    expect(text).not.toMatch(PENDING);
    expect(text).toContain("Our desk checked the source of your audience figure.");
    expect(text).toContain("You told us: the Press Council. Our desk checked that.");
    expect(text).toContain("Our licensing desk has made its decision.");
  });

  test("speak for a publisher that is approved, and against none that is refused", () => {
    expect(page(APPROVED)).toContain("Meets the requirement: Our licensing desk has made its decision.");
    expect(page({ status: "refused", approved: [] })).toContain("Reviewed: Our licensing desk has made its decision.");
  });

  test("stay those of a review for a license that a publisher isn't approved for", () => {
    expect(page({ status: "approved", approved: ["other"] })).toContain(
      "Under review: Our licensing desk will decide.",
    );
  });
});
