import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DOMAIN_PROBLEMS, Domain, type DomainProblem, domainProblem } from "../../../src/model/domain.ts";
import { mistakeSentence, mistakesOf } from "../../../src/model/mistake.ts";
import { examples } from "../../support/properties.ts";

const LABEL_63 = "a".repeat(63);

describe("a domain as people type it", () => {
  test.each([
    ["paper.example", "paper.example"],
    ["Paper.Example.", "paper.example"],
    ["  paper.example\n", "paper.example"],
    ["www.paper.example", "www.paper.example"],
    ["example.com", "example.com"],
    ["example.org", "example.org"],
    ["https://paper.example/", "paper.example"],
    ["HTTPS://PAPER.EXAMPLE", "paper.example"],
    ["http://paper.example./", "paper.example"],
    ["paper.example/", "paper.example"],
    ["münchen-zeitung.de", "xn--mnchen-zeitung-gsb.de"],
    ["MÜNCHEN-ZEITUNG.DE", "xn--mnchen-zeitung-gsb.de"],
    ["xn--mnchen-zeitung-gsb.de", "xn--mnchen-zeitung-gsb.de"],
    ["新聞。例え。jp", "xn--efvv70d.xn--r8jz45g.jp"],
    ["ｐａｐｅｒ.example", "paper.example"],
    ["газета.рф", "xn--80aahjj1e.xn--p1ai"],
    ["1.example", "1.example"],
    ["127.0.0.1.paper.example", "127.0.0.1.paper.example"],
    ["localhost.paper.example", "localhost.paper.example"],
    ["r3---a.paper.example", "r3---a.paper.example"],
    [`${LABEL_63}.example`, `${LABEL_63}.example`],
  ])("%j is %s", (typed, host) => {
    expect(domainProblem(typed)).toBeUndefined();
    expect(Domain.parse(typed)).toBe(host);
  });
});

const REFUSED: Record<DomainProblem, string[]> = {
  "not-a-domain": [
    ...["", " ", ".", "..", "https://", "paper..example", ".paper.example", "paper.example..", "-paper.example"],
    ...["paper-.example", "paper!.example", "paper .example", "pa\tper.example", "pa\nper.example", "paper,example"],
    ...["*.paper.example", "paper%2eexample", "%31%32%37.0.0.1", "xn--.example", "paper.example:x", "a:b:c"],
    ...["paper\u0000.example", "paper\u202e.example", "paper.e", "paper.0xg", "https:paper.example", "a\ud800.example"],
    ...["<script>.example", "paper.example:80:80", "javascript:alert(1)"],
  ],
  scheme: ["ftp://paper.example/", "file:///etc/passwd", "gopher://paper.example", "ws://paper.example"],
  "user-info": [
    ...["desk@paper.example", "https://desk@paper.example/", "https://paper.example:x@other.example/"],
    ...["https://paper.example@other.example/", "@paper.example", "a@b@paper.example", "mailto:desk@paper.example"],
  ],
  port: ["paper.example:8443", "paper.example:443", "https://paper.example:80/", "paper.example:", "paper.example:0"],
  path: [
    ...[
      "paper.example/news",
      "https://paper.example/?",
      "https://paper.example/#",
      "paper.example?a",
      "paper.example#a",
    ],
    ...[
      "paper.example//",
      "https://paper.example/.",
      "paper.example\\",
      "paper.example/@desk",
      "paper.example\\@other",
    ],
  ],
  "ip-address": [
    ...["127.0.0.1", "10.0.0.1", "192.168.0.1", "169.254.169.254", "8.8.8.8", "127.1", "2130706433", "0x7f.1"],
    ...["0x7f000001", "0177.0.0.1", "017700000001", "0", "127.0.0.1.", "１２７.０.０.１", "①②⑦.0.0.1", "127。0。0。1"],
    ...["256.256.256.256", "1.2.3.4.5", "4294967296", "paper.1", "paper.0x7f", "paper.0x"],
    ...["::1", "::", "[::1]", "[::ffff:127.0.0.1]", "::ffff:127.0.0.1", "[::ffff:7f00:1]", "fe80::1", "fe80::1%eth0"],
    ...["[fe80::1%25eth0]", "fd00::1", "64:ff9b::7f00:1", "2001:db8::1", "[::1]:8443", "127.0.0.1:8443", "[]", "[x]"],
    ...["https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "http://169.254.169.254/latest", "a@127.1"],
  ],
  "one-label": ["paper", "com", "https://paper/", "example", "paper.", "xn--p1ai", "co:443", "https:/paper.example"],
  "special-use": [
    ...["localhost", "LOCALHOST.", "paper.localhost", "localhost:8787", "printer.local", "router.lan", "paper.test"],
    ...["metadata.google.internal", "paper.invalid", "paper.onion", "paper.alt", "router.home.arpa", "home.arpa"],
    ...["1.0.0.127.in-addr.arpa", "intranet", "paper.intranet", "paper.corp", "paper.home", "paper.mail"],
    ...["paper.private", "localhost.localdomain", "ⓛocalhost", "paper.ＬＯＣＡＬ", "paper。local"],
  ],
  underscore: ["pa_per.example", "_dmarc.paper.example", "paper.ex_ample", "pa＿per.example"],
  "too-long": [
    ...[`a${LABEL_63}.example`, `${`${"a".repeat(49)}.`.repeat(5)}example`, "a".repeat(2000), " ".repeat(2000)],
    ...[`https://paper.example/${"a".repeat(2000)}`],
  ],
};

describe.each(Object.entries(REFUSED))("what is refused as %s", (code, texts) => {
  test.each(texts)("%j", (typed) => {
    expect(domainProblem(typed)).toBe(code);
    const { error } = Domain.safeParse(typed);
    expect(error?.issues).toMatchObject([{ code: "custom", params: { code } }]);
  });
});

test("every problem says what it means and what is allowed, and an error quotes that", () => {
  expect(Object.keys(REFUSED).sort()).toEqual(Object.keys(DOMAIN_PROBLEMS).sort());
  for (const { meaning, allowed } of Object.values(DOMAIN_PROBLEMS)) {
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(allowed).toMatch(/^[a-z].*[a-z3]$/);
  }
  const { error } = Domain.safeParse("127.1");
  expect(error && mistakesOf(error, "127.1").map(mistakeSentence)).toEqual([
    'is not allowed ("127.1"); allowed: a domain name, such as paper.example, instead of an IP address',
  ]);
  expect(Domain.safeParse(undefined).success).toBe(false);
});

describe("whatever passes is a name of the public DNS, and nothing is added to its address", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        ".",
        "。",
        "-",
        "_",
        "@",
        ":",
        "/",
        "\\",
        "?",
        "#",
        "[",
        "]",
        "%",
        "0x",
        "127",
        "1",
        "::",
        "xn--",
        "\u00ad",
        "\t",
      ],
      ...[
        "paper",
        "example",
        "com",
        "localhost",
        "local",
        "https://",
        "http://",
        "münchen",
        "新聞",
        "ⓛ",
        "①",
        "\u200b",
      ],
    ),
    fc.string({ unit: "grapheme", maxLength: 4 }),
  );
  const typed = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.domain(),
    fc.ipV4Extended(),
    fc.ipV6(),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
  );

  test("in any text", () => {
    fc.assert(
      fc.property(typed, (text) => {
        const { success, data } = Domain.safeParse(text);
        expect(success).toBe(domainProblem(text) === undefined);
        if (data === undefined) return;
        expect(data).toMatch(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/);
        expect(data).not.toMatch(/(?:^|\.)(?:localhost|local|internal|test|invalid|onion|arpa)$/);
        expect(data.length).toBeLessThanOrEqual(253);
        expect(new URL(`https://${data}`).href).toBe(`https://${data}/`);
        expect(new URL(`https://${data}`).hostname).toBe(data);
        expect(Domain.parse(data)).toBe(data);
      }),
      { numRuns: examples(3000) },
    );
  });

  test("no IP address in any spelling passes", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.ipV4Extended(),
          fc.ipV6(),
          fc.ipV6().map((ip) => `[${ip}]`),
        ),
        (ip) => {
          expect(domainProblem(ip)).toBe("ip-address");
        },
      ),
    );
  });
});
