import { describe, expect, test } from "vitest";
import { proveByDns } from "../../../src/commands/publishers/prove-by-dns.ts";
import { type Answer, answer, neverAnswer, redirect, status, TOKEN, web } from "../../support/site.ts";

const ADDRESS = "https://cloudflare-dns.com/dns-query?name=_commonwire.paper.example&type=TXT";

const records = (...data: string[]) => dns({ Status: 0, Answer: data.map((each) => ({ type: 16, data: each })) });
const dns = (body: unknown) => answer("application/dns-json", JSON.stringify(body));

async function prove(resolver: Answer, domain = "paper.example") {
  const { fetch, requests } = web({ [ADDRESS]: resolver });
  const proof = await proveByDns({ domain, token: TOKEN, fetch, timeoutMs: 500 });
  for (const { address, init } of requests) {
    expect(new URL(address).host).toBe("cloudflare-dns.com");
    expect(init).toMatchObject({ method: "GET", redirect: "manual" });
    expect([...new Headers(init.headers).keys()].sort()).toEqual(["accept", "user-agent"]);
    expect(init.signal?.aborted).toBe(true);
  }
  return { outcome: proof.ok ? proof.by : proof.problem, asked: requests.map(({ address }) => address) };
}

describe("a TXT record proves a domain", () => {
  test.each([
    ["alone", [`"${TOKEN}"`]],
    ["among others", ['"v=spf1 -all"', `"${TOKEN}"`]],
    ["in several strings", [`"${TOKEN.slice(0, 5)}" "${TOKEN.slice(5)}"`]],
    ["without quotation marks", [TOKEN]],
  ])("%s", async (_, data) => {
    expect(await prove(records(...data))).toEqual({ outcome: "dns", asked: [ADDRESS] });
  });
});

describe("nothing else does", () => {
  test.each<[string, Answer, string]>([
    ["another token", records('"commonwire-other"'), "dns-wrong-token"],
    ["the token within more", records(`"x${TOKEN}"`), "not-found"],
    ["a record of another type", dns({ Status: 0, Answer: [{ type: 5, data: TOKEN }] }), "not-found"],
    ["a name that isn't there", dns({ Status: 3, Answer: [{ type: 16, data: TOKEN }] }), "not-found"],
    ["no record", dns({ Status: 0 }), "not-found"],
    ["what is no JSON", answer("application/dns-json", "{"), "not-found"],
    ["JSON of another kind", dns([TOKEN]), "not-found"],
    ["a page", answer("text/html", TOKEN), "not-found"],
    ["an error", status(500), "not-found"],
    ["a redirect", redirect("https://paper.example/"), "not-found"],
    ["an answer that is too large", records("x".repeat(20_000), `"${TOKEN}"`), "not-found"],
    ["a resolver that isn't there", new Error("down"), "not-found"],
    ["one that never answers", neverAnswer, "not-found"],
  ])("%s", async (_, resolver, outcome) => {
    expect((await prove(resolver)).outcome).toBe(outcome);
  });

  test("a domain can't ask the resolver for anything else", async () => {
    expect((await prove(records(TOKEN), "paper.example&type=A#")).asked).toEqual([
      "https://cloudflare-dns.com/dns-query?name=_commonwire.paper.example%26type%3DA%23&type=TXT",
    ]);
  });
});
