import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pass } from "../support/clock.ts";
import { applied, basic, getOwnPublisher, json, prove, sites, wireWith } from "../support/publisher.ts";
import { desk, get, MASTHEAD, publishMasthead, request, TOKEN } from "../support/wire.ts";

const LISTED = {
  who: "publishers",
  approval: "automatic",
  membership: "the Club",
  associations: ["club.example"],
  directory: "https://guild.example/members",
} as const;

const licensed = (eligibility: Record<string, unknown>) =>
  publishMasthead({
    ...MASTHEAD,
    licences: {
      ...MASTHEAD.licences,
      eligible: { ...MASTHEAD.licences.eligible, eligibility, grant: { republish: "allow" } },
    },
  });

beforeEach(async () => {
  await wireWith("ours");
  await licensed(LISTED);
});
afterEach(() => void vi.restoreAllMocks());

const text = (body: string) => () => new Response(body, { headers: { "Content-Type": "text/plain" } });
const html = (body: string) => () => new Response(body, { headers: { "Content-Type": "text/html; charset=utf-8" } });

const OWN = { "https://paper.example/trust.txt": text("# ties\nBelongTo = https://www.club.example/\n") };
const CLUB = { "https://club.example/.well-known/trust.txt": text("member=https://www.paper.example/ # since 2019") };
const GUILD = { "https://guild.example/members": html('<p><a href="http://www.paper.example">The Paper</a></p>') };

/** Creates an applicant with a verified domain and a claimed membership, and has its statements checked against these sites. */
async function checked(places: Record<string, () => Response>) {
  const { id, token } = await applied({ memberOf: "the Club" });
  await prove(token);
  return { id, token, ...(await checkAgain(token, places)) };
}

async function checkAgain(token: string, places: Record<string, () => Response>) {
  pass(61);
  const [domain] = (await getOwnPublisher(token)).domains;
  const fetch = sites({ ...places, [domain?.file ?? ""]: text(`${domain?.token}`) });
  fetch.mockClear();
  const response = await request(`/v1/applications/${token}/proofs`, json({}));
  expect(response.status).toBe(200);
  const asked = fetch.mock.calls.map(([input]) => String(input));
  return { asked, publisher: await getOwnPublisher(token) };
}

const listed = ({ licences }: Awaited<ReturnType<typeof getOwnPublisher>>) =>
  licences[0]?.reasons.filter(({ code }) => code === "listed");

describe("evidence that a licence has us look for", () => {
  test.each([
    ["trust.txt on both sides", { ...OWN, ...CLUB }, "https://club.example/trust.txt"],
    ["a directory that links to the site", GUILD, "https://guild.example/members"],
  ])("approves an applicant by itself: %s", async (_, places, source) => {
    const { id, publisher } = await checked(places);
    expect(publisher.status).toBe("approved");
    expect(listed(publisher)).toMatchObject([{ verdict: "for", source }]);
    expect(publisher.licences[0]?.reasons.map(({ code, verdict }) => [code, verdict])).toEqual([
      ["domain", "for"],
      ["listed", "for"],
      ["membership", "for"],
    ]);
    const { audit } = await (await desk("GET", `/audit?publisher=${id}`)).json<{ audit: { by: string }[] }>();
    expect(audit.map(({ by }) => by)).toEqual(["rules"]);
  });

  test("is a condition on the terms page, in ODRL, and in the sentence above the form", async () => {
    const terms = await (await get("/licences/eligible", { Accept: "text/html" })).text();
    expect(terms).toContain("be a member of club.example, as shown by trust.txt on its site and on yours");
    expect(terms).toContain("be in the directory at https://guild.example/members");
    await licensed({ ...LISTED, membership: undefined });
    const form = await (await get("/apply", { Accept: "text/html" })).text();
    expect(form).toContain("that are members of club.example or are listed at https://guild.example/members.");
    const odrl = await (await get("/licences/eligible/3.jsonld")).text();
    expect(odrl).toContain("listedBy");
    expect(odrl).toContain("https://guild.example/members");
  });
});

describe("an applicant without it waits for the desk", () => {
  test.each([
    ["no trust.txt", {}, "no trust.txt"],
    ["one that names nobody", { "https://paper.example/trust.txt": text("contact=x") }, "doesn’t name the association"],
    ["one that the association doesn't return", OWN, "can’t read the association’s trust.txt"],
    [
      "one that the association contradicts",
      {
        ...OWN,
        "https://club.example/trust.txt": text("member=https://other.example/\nmember=https://notpaper.example"),
      },
      "doesn’t name your site",
    ],
    [
      "a page instead of a text",
      { "https://paper.example/trust.txt": html("belongto=https://club.example") },
      "no trust.txt",
    ],
    ["a member that is named by the association alone", CLUB, "no trust.txt"],
    [
      "a directory without it",
      { "https://guild.example/members": html("<!-- <a href=https://paper.example> --><p>paper.example") },
      "doesn’t link to your site",
    ],
    [
      "a link in a comment of a reader",
      { "https://guild.example/members": html('<a rel="nofollow ugc" href="https://paper.example">me</a>') },
      "doesn’t link to your site",
    ],
    ["a directory that fails", {}, "can’t read the directory"],
  ])("%s", async (_, places: Record<string, () => Response>, why) => {
    const { token, id, publisher } = await checked(places);
    expect(publisher.status).toBe("applied");
    expect(publisher.licences[0]).toMatchObject({ result: "desk", approved: false });
    expect(JSON.stringify(listed(publisher))).toContain(why);
    const page = await (await get(`/applications/${token}`)).text();
    expect(page).toContain(why);
    expect(page).toContain('href="https://guild.example/members"');
    const onDesk = await (await get(`/desk/publishers/${id}`, { Accept: "text/html", ...basic(TOKEN) })).text();
    expect(onDesk).toContain(why);
  });

  test("until it is there: checking again finds it, and takes no other code", async () => {
    const { token, publisher } = await checked({});
    pass(86_400 * 2);
    const again = await checkAgain(token, { ...OWN, ...CLUB });
    expect(again.publisher.domains[0]?.token).toBe(publisher.domains[0]?.token);
    expect(again.publisher.status).toBe("approved");
  });

  test("a large figure alone approves nobody", async () => {
    await licensed({ ...LISTED, membership: undefined, monthlyAudience: 1000 });
    const { publisher } = await checked({});
    expect(publisher.licences[0]?.reasons).toContainEqual(
      expect.objectContaining({ code: "audience", verdict: "for" }),
    );
    expect(publisher.status).toBe("applied");
  });
});

describe("looking is guarded", () => {
  test("nothing is asked for a domain that isn't verified", async () => {
    const { token } = await applied({ memberOf: "the Club" });
    const fetch = sites({ ...OWN, ...CLUB, ...GUILD });
    await request(`/v1/applications/${token}/proofs`, json({}));
    const asked = fetch.mock.calls.map(([input]) => String(input));
    expect(asked.filter((address) => /trust\.txt|guild/.test(address))).toEqual([]);
    expect(JSON.stringify(listed(await getOwnPublisher(token)))).toContain("once a domain is verified");
  });

  test("no redirect leads elsewhere, nothing is asked twice in a minute, and what was found isn't asked for again", async () => {
    const away = (to: string) => () => new Response(null, { status: 302, headers: { Location: to } });
    const { token, asked } = await checked({
      "https://paper.example/trust.txt": away("https://evil.example/trust.txt"),
      "https://guild.example/members": away("http://guild.example/members"),
    });
    expect(
      asked.filter(
        (address) => !/^https:\/\/(?:(?:www\.)?paper|guild)\.example\/|^https:\/\/cloudflare-dns/.test(address),
      ),
    ).toEqual([]);
    const fetch = sites(GUILD).mockClear();
    await request(`/v1/applications/${token}/proofs`, json({}));
    expect(fetch).not.toHaveBeenCalled();
    expect((await checkAgain(token, GUILD)).publisher.status).toBe("approved");
    expect((await checkAgain(token, GUILD)).asked.filter((address) => address.includes("guild"))).toEqual([]);
  });

  test("a hostile page costs no more than its bytes, and what it holds is shown nowhere", async () => {
    const { token, publisher } = await checked({
      "https://guild.example/members": html(`<a "${"<a href='".repeat(200_000)}<script>alert(1)</script>`),
      "https://paper.example/trust.txt": text("belongto=".repeat(20_000)),
    });
    expect(publisher.status).toBe("applied");
    expect(await (await get(`/applications/${token}`)).text()).not.toContain("alert(1)");
  });

  test("a licence names public https pages and domains alone", async () => {
    for (const [field, value] of [
      ["directory", "http://guild.example/members"],
      ["directory", "https://127.0.0.1/members"],
      ["associations", ["localhost"]],
      ["associations", ["a.example", "b.example", "c.example", "d.example"]],
    ] as const) {
      const eligibility = { who: "publishers", [field]: value };
      const masthead = {
        ...MASTHEAD,
        licences: { ...MASTHEAD.licences, eligible: { ...MASTHEAD.licences.eligible, eligibility } },
      };
      expect((await desk("PUT", "/masthead", masthead)).status, JSON.stringify(value)).toBe(422);
    }
  });
});
