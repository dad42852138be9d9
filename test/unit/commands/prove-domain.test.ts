import { describe, expect, test } from "vitest";
import { proveDomain } from "../../../src/commands/publishers/prove-domain.ts";
import { PROOF_PROBLEMS, type ProofProblem } from "../../../src/model/publisher/proof.ts";
import {
  type Answer,
  answer,
  body,
  bytes,
  FILE,
  HOME,
  neverAnswer,
  outcome,
  page,
  prove,
  redirect,
  status,
  TAG,
  TOKEN,
  text,
  web,
} from "../../support/site.ts";

describe("proved by the file", () => {
  test.each([
    ["the token alone", TOKEN],
    ["a line among others", `# Commonwire\r\n${TOKEN}\r\nother\r\n`],
    ["lines as old Macs end them", `one\r${TOKEN}\rtwo`],
    ["a byte order mark", `\uFEFF${TOKEN}\n`],
  ])("%s", async (_, content) => {
    expect(await prove({ [FILE]: text(content) })).toEqual({ proof: { ok: true, by: "file" }, asked: [FILE] });
  });

  test("with broken UTF-8 in another line, and without a type", async () => {
    const content = new Uint8Array([0xff, 0xc3, 0x0a, ...bytes(1, TOKEN), 0x0a]);
    expect(await outcome({ [FILE]: new Response(content) })).toBe("file");
  });

  test("in chunks that cut through it", async () => {
    const { stream, seen } = body(bytes(1, TOKEN.slice(0, 8)), { chunks: 1 });
    const rest = new Response(TOKEN.slice(8)).body;
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    void stream.pipeTo(writable, { preventClose: true }).then(() => rest?.pipeTo(writable));
    expect(await outcome({ [FILE]: text(readable) })).toBe("file");
    expect(seen.pulled).toBe(1);
  });

  test("of exactly as many bytes as there may be", async () => {
    const content = `${TOKEN}\n`.padEnd(64 * 1024, "x");
    expect(await outcome({ [FILE]: text(content) })).toBe("file");
    expect(await outcome({ [FILE]: text(`${content}x`) })).toBe("too-large");
  });

  test.each([
    ["paper.example", "https://www.paper.example/.well-known/commonwire.txt", FILE],
    ["www.paper.example", FILE, "https://www.paper.example/.well-known/commonwire.txt"],
    ["paper.example", "https://paper.example/token.txt?a=b", FILE],
  ])("%s, which redirects to %s", async (domain, to, from) => {
    const { proof, asked } = await prove({ [from]: redirect(to, 301), [to]: text(TOKEN) }, { domain });
    expect(proof).toEqual({ ok: true, by: "file" });
    expect(asked).toEqual([from, to]);
  });

  test("behind three redirects, relative ones too, with fragments, and the default port spelt out", async () => {
    const answers = {
      [FILE]: redirect("//www.paper.example:443/a#b", 308),
      "https://www.paper.example/a": redirect("b?c", 303),
      "https://www.paper.example/b?c": redirect("/d", 307),
      "https://www.paper.example/d": text(TOKEN),
    };
    expect(await outcome(answers)).toBe("file");
  });

  test("of a domain as it was typed", async () => {
    expect(await prove({ [FILE]: text(TOKEN) }, { domain: " Paper.Example. " })).toMatchObject({
      proof: { by: "file" },
    });
  });
});

describe("proved by the home page", () => {
  test("where there is no file", async () => {
    const { proof, asked } = await prove({ [HOME]: page(`<title>Paper</title>${TAG}<body>`) });
    expect(proof).toEqual({ ok: true, by: "meta" });
    expect(asked).toEqual([FILE, HOME]);
  });

  test.each<[string, Answer]>([
    ["holds another token", text("other")],
    ["is refused", status(403)],
    ["redirects elsewhere", redirect("https://other.example/")],
    ["is a page", page(TOKEN)],
    ["is too large", text("x".repeat(70_000))],
    ["can't be reached", new Error("no route")],
  ])("where the file %s", async (_, file) => {
    expect(await outcome({ [FILE]: file, [HOME]: page(TAG) })).toBe("meta");
  });

  test("where the file hangs: half of the time is left", async () => {
    expect(await outcome({ [FILE]: neverAnswer, [HOME]: page(TAG) }, { timeoutMs: 500 })).toBe("meta");
  });

  test("which redirects to its www.", async () => {
    const home = { [HOME]: redirect("https://www.paper.example/en/"), "https://www.paper.example/en/": page(TAG) };
    expect(await outcome(home)).toBe("meta");
  });

  test("which is larger than what is read of it", async () => {
    const { stream, seen } = body(bytes(1, `${TAG}<p>`.padEnd(64 * 1024, "x")));
    expect(await outcome({ [HOME]: page(stream) })).toBe("meta");
    expect(seen).toEqual({ pulled: 5, cancelled: true });
  });
});

/** Every problem, with what causes it. */
const PROBLEMS: Record<ProofProblem, [what: string, answers: Record<string, Answer>][]> = {
  // Only DNS can cause this one: prove-by-dns.test.ts.
  "dns-wrong-token": [],
  "wrong-token": [
    ["another token in the file", { [FILE]: text("other\n") }],
    ["an empty file", { [FILE]: text("") }],
    ["no body at all", { [FILE]: new Response(null, { status: 204 }) }],
    ["more than the token in its line", { [FILE]: text(`token: ${TOKEN}\n${TOKEN}x\n x${TOKEN}`) }],
    ["spaces around it", { [FILE]: text(` ${TOKEN}\n${TOKEN} `) }],
    ["other case", { [FILE]: text(TOKEN.toUpperCase()) }],
    ["another token in the tag", { [HOME]: page('<meta name="commonwire" content="other">') }],
    ["spaces in the tag", { [HOME]: page(`<meta name="commonwire" content=" ${TOKEN}">`) }],
    ["the file's is told before the page's", { [FILE]: text("other"), [HOME]: redirect("https://other.example/") }],
  ],
  "too-large": [
    ["a large file", { [FILE]: text(`${TOKEN}\n${"x".repeat(64 * 1024)}`) }],
    ["a head that doesn't end", { [HOME]: page(`<head><script>${"x".repeat(256 * 1024)}</script>${TAG}`) }],
  ],
  "not-text": [
    ["a page instead of the file", { [FILE]: page(TOKEN) }],
    ["bytes instead of the file", { [FILE]: answer("application/octet-stream", TOKEN) }],
    ["UTF-16", { [FILE]: answer("text/plain", [...TOKEN].join("\0")) }],
    ["JSON instead of the page", { [HOME]: answer("application/json", TAG) }],
    ["plain text instead of the page", { [HOME]: text(TAG) }],
  ],
  "redirects-elsewhere": [
    ["another domain", { [FILE]: redirect("https://other.example/") }],
    ["the page only", { [HOME]: redirect("https://other.example/") }],
    ["no place", { [FILE]: new Response(null, { status: 301 }) }],
  ],
  refused: [401, 403, 406, 429, 451].map((code) => [String(code), { [FILE]: status(code) }]),
  failing: [500, 502, 503, 530].map((code) => [String(code), { [FILE]: status(code), [HOME]: status(code) }]),
  slow: [["both hang", { [FILE]: neverAnswer, [HOME]: neverAnswer }]],
  unreachable: [
    ["fetch fails", { [FILE]: new Error("no route"), [HOME]: new TypeError("no certificate") }],
    [
      "fetch throws at once",
      {
        [FILE]: () => {
          throw new Error("not allowed");
        },
      },
    ],
  ],
  "not-found": [
    ["nothing at all", {}],
    ["gone", { [FILE]: status(410), [HOME]: status(400) }],
    ["a page without the tag", { [HOME]: page("<title>Paper</title>") }],
    ["a large page without the tag", { [HOME]: page(`<head></head>${"x".repeat(300_000)}`) }],
    ["the tag in the body", { [HOME]: page(`<body>${TAG}`) }],
    ["the tag in a comment", { [HOME]: page(`<head><!-- ${TAG} --></head>`) }],
    ["the tag in a script", { [HOME]: page(`<head><script>"${TAG}"</script></head>`) }],
    ["the tag in a text area", { [HOME]: page(`<textarea>${TAG}</textarea>`) }],
    ["the tag in an attribute", { [HOME]: page(`<meta name="description" content='${TAG}'>`) }],
    ["the token in an error", { [FILE]: answer("text/plain", TOKEN, 404), [HOME]: answer("text/html", TAG, 404) }],
    ["a status that is no redirect", { [FILE]: new Response(null, { status: 304, headers: { Location: HOME } }) }],
  ],
  // Tested below: nothing is requested.
  "not-public": [],
};

describe.each(Object.entries(PROBLEMS).filter(([, cases]) => cases.length > 0))("not proved: %s", (problem, cases) => {
  test.each(cases)("%s", async (_, answers) => {
    expect(await outcome(answers, { timeoutMs: problem === "slow" ? 20 : 1000 })).toBe(problem);
  });
});

test("every problem says what to do, and none quotes an answer", () => {
  expect(Object.keys(PROBLEMS)).toEqual(Object.keys(PROOF_PROBLEMS));
  for (const sentence of Object.values(PROOF_PROBLEMS)) expect(sentence).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
});

test("the clearer of two problems is told", async () => {
  expect(await outcome({ [FILE]: page("<p>"), [HOME]: page("<p>") })).toBe("not-text");
  expect(await outcome({ [FILE]: status(403), [HOME]: page('<meta name="commonwire" content="other">') })).toBe(
    "wrong-token",
  );
  expect(await outcome({ [FILE]: status(404), [HOME]: status(503) })).toBe("failing");
  expect(await outcome({ [FILE]: new Error("broken"), [HOME]: status(403) })).toBe("refused");
});

test("fetch is called as a plain function, as the platform's own must be", async () => {
  let self: unknown = "nothing";
  const fetch = async function (this: unknown) {
    self = this;
    return text(TOKEN);
  };
  expect(await proveDomain({ domain: "paper.example", token: TOKEN, fetch })).toEqual({ ok: true, by: "file" });
  expect(self).toBeUndefined();
});

test.each(["", " ", "two words", "a\nb", "a\n"])("no token is %j, which any file might hold", async (token) => {
  const { fetch, requests } = web({ [FILE]: text("\n") });
  await expect(proveDomain({ domain: "paper.example", token, fetch })).rejects.toThrow(RangeError);
  expect(requests).toEqual([]);
});
