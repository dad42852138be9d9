import { describe, expect, test } from "vitest";
import { proveDomain } from "../../../src/commands/publishers/prove-domain.ts";
import { FILE, HOME, prove, redirect, TOKEN, web } from "../../support/site.ts";

describe("hostile domains are asked nothing", () => {
  test.each([
    ...["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1"],
    ...["192.168.1.1", "169.254.169.254", "100.64.0.1", "[::1]", "::1", "[::ffff:127.0.0.1]", "[fe80::1]", "[fd00::1]"],
    ...["desk@paper.example", "paper.example:8443", "paper.example/path", "paper.example?", "paper.example#", "paper"],
    ...["printer.local", "metadata.google.internal", "paper.test", "paper.onion", "paper.example\\@other.example"],
    ...["", "http://127.0.0.1/", "https://user:pw@paper.example/", "pa_per.example", "paper.example\r\nHost: other"],
  ])("%j", async (domain) => {
    const { fetch, requests } = web({});
    expect(await proveDomain({ domain, token: TOKEN, fetch })).toEqual({ ok: false, problem: "not-public" });
    expect(requests).toEqual([]);
  });
});

describe("hostile redirects aren't followed", () => {
  test.each([
    ...[
      "http://paper.example/",
      "http://www.paper.example/",
      "https://127.0.0.1/",
      "https://127.1/",
      "https://10.0.0.1/",
    ],
    ...["https://2130706433/", "https://0x7f.1/", "https://0177.0.0.1/", "https://169.254.169.254/latest/meta-data"],
    ...[
      "https://192.168.0.1/",
      "https://[::1]/",
      "https://[::ffff:127.0.0.1]/",
      "https://[fe80::1]/",
      "https://localhost/",
    ],
    ...[
      "https://localhost:8787/",
      "https://paper.example:8443/",
      "https://paper.example:80/",
      "https://www.paper.example:22/",
    ],
    ...["https://user@paper.example/", "https://user:pw@paper.example/", "https://:pw@paper.example/"],
    ...["https://paper.example@other.example/", "https://paper.example.other.example/", "https://other.example/"],
    ...[
      "https://otherpaper.example/",
      "https://sub.paper.example/",
      "https://www.www.paper.example/",
      "https://example/",
    ],
    ...[
      "https://paper.example./",
      "//other.example/",
      "\\\\other.example/",
      "https:\\\\other.example",
      "///other.example",
    ],
    ...[
      "javascript:alert(1)",
      "data:text/plain,x",
      "file:///etc/passwd",
      "ftp://paper.example/",
      "blob:https://paper.example/x",
    ],
    ...["https://", "https://[", "https://pa%00per.example/", "https://paper.example%2eother.example/"],
    ...[`https://paper.example/${"a".repeat(100_000)}`],
  ])("%s", async (to) => {
    const { proof, asked } = await prove({ [FILE]: redirect(to), [HOME]: redirect(to, 301) });
    expect(proof).toEqual({ ok: false, problem: "redirects-elsewhere" });
    expect(asked).toEqual([FILE, HOME]);
  });

  test("behind a good one", async () => {
    const www = "https://www.paper.example/";
    const { proof, asked } = await prove({ [HOME]: redirect(www), [www]: redirect("https://10.0.0.1/") });
    expect(proof).toEqual({ ok: false, problem: "redirects-elsewhere" });
    expect(asked).toEqual([FILE, HOME, www]);
  });

  test("more than three, or in a circle", async () => {
    const www = "https://www.paper.example/";
    const { proof, asked } = await prove({ [HOME]: () => redirect(www), [www]: () => redirect(HOME) });
    expect(proof).toEqual({ ok: false, problem: "redirects-elsewhere" });
    expect(asked).toEqual([FILE, HOME, www, HOME, www]);
    expect((await prove({ [FILE]: () => redirect(FILE) })).asked).toEqual([FILE, FILE, FILE, FILE, HOME]);
  });

  test("from a www. to an ending", async () => {
    const from = "https://www.paper/";
    const { proof, asked } = await prove({ [from]: redirect("https://paper/") }, { domain: "www.paper" });
    expect(proof).toEqual({ ok: false, problem: "redirects-elsewhere" });
    expect(asked).toEqual([`${from}.well-known/commonwire.txt`, from]);
  });
});
