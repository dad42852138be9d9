import { describe, expect, test } from "vitest";
import { headMeta } from "../../../src/sources/html/head.ts";

const TAG = '<meta name="commonwire" content="token">';
const found = (page: string) => headMeta(page, "commonwire");

describe("the tag counts", () => {
  test.each([
    [`<!doctype html><html><head><title>Paper</title>${TAG}</head><body></body></html>`],
    [TAG],
    [`<HTML><HEAD><META CONTENT="token" NAME="CommonWire"></HEAD>`],
    ["<head><meta name=commonwire content=token>"],
    ["<head><meta name='commonwire' content='&#116;oken'/>"],
    [`<head><!-- <body> --><script>"</head><body>"</script><style>a{}</style><meta content="<b>">${TAG}`],
    [`<head><!--><!---><!-- <body> --!>${TAG}`],
    [`<head><meta content='">'>${TAG}</head>`],
    [`<head><!--><noscript><img></noscript>${TAG}<!-- -->`],
    // A tracking pixel would end the head for a parser without scripting; in browsers it doesn't.
    [`<head><noscript><img src="https://count.example/1"></noscript>${TAG}</head>`],
    [`<head>${TAG}<script>${"x".repeat(100)}`],
  ])("%s", (page) => expect(found(page).contents).toEqual(["token"]));
});

describe("it doesn't count", () => {
  test.each([
    [`<head></head><body>${TAG}</body>`],
    [`<head></head>${TAG}`],
    [`<body>${TAG}`],
    [`<p>${TAG}</p>`],
    [`Some text ${TAG}`],
    [`<head><!-- ${TAG} --></head>`],
    [`<head><!-- ${TAG}`],
    [`<head><script>const tag = '${TAG}';</script></head>`],
    [`<head><script>const tag = '${TAG}';`],
    [`<head><style>${TAG}</style></head>`],
    [`<head><title>${TAG}</title></head>`],
    [`<head><noscript>${TAG}</noscript></head>`],
    [`<head><template>${TAG}</template></head>`],
    [`<head><textarea>${TAG}</textarea></head>`],
    [`<head><svg>${TAG}</svg></head>`],
    [`<head><meta name="description" content='${TAG}'></head>`],
    [`<head><link title='${TAG}'></head>`],
    ['<head><meta property="commonwire" content="token"></head>'],
    ['<head><meta name="commonwire"></head>'],
    ['<head><meta name="commonwire2" content="token"><meta name="x" name="commonwire" content="token"></head>'],
    ["&lt;meta name=commonwire content=token&gt;"],
    ['<head><meta name="commonwire" content="token"'],
    ['<head><meta name="commonwire" content="token'],
    [""],
  ])("%s", (page) => expect(found(page).contents).toEqual([]));
});

test("every tag of the name is told, and whether the head's end was seen", () => {
  expect(found(`<head>${TAG}<meta name=commonwire content=" other ">`)).toEqual({
    contents: ["token", " other "],
    ended: false,
  });
  for (const end of ["</head>", "<body>", "<p>", "<template>"]) expect(found(`<head>${end}`).ended).toBe(true);
  for (const end of ["", "<met", "<meta", "<!-- <body>", "<script></head>", "<noscript><p>"])
    expect(found(`<head>${end}`).ended).toBe(false);
});

test.each([
  ["attributes", (at: number) => `${at === 0 ? "<meta " : ""}a${at.toString(36)} `],
  ["open formatting", (at: number) => `<b a${at}><p>`],
  ["nesting", () => "<div>"],
  ["attributes of html", (at: number) => `<html a${at}>`],
  ["comments without an end", () => "<!--"],
  ["quotes without an end", () => `<meta "'>`],
  ["scripts without an end", () => "<script>"],
  ["signs", () => "<"],
])("256 KB of %s cost no minutes", (_, piece) => {
  let page = "";
  for (let at = 0; page.length < 256 * 1024; at++) page += piece(at);
  const begun = performance.now();
  expect(found(page).contents).toEqual([]);
  expect(performance.now() - begun).toBeLessThan(5000);
});
