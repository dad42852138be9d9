import { describe, expect, test } from "vitest";
import { mayFetch, robotRules } from "../../../src/sources/robots.ts";

const ROBOT = "Commonwire-Keys";
const may = (text: string, path: string) => mayFetch(robotRules(text, ROBOT), path);

describe("whose rules count", () => {
  test.each<[string, boolean]>([
    ["", true],
    ["User-agent: *\nDisallow: /", false],
    ["User-agent: *\nDisallow:", true],
    ["User-agent: Googlebot\nDisallow: /", true],
    ["User-agent: *\nDisallow: /\n\nUser-agent: commonwire-keys\nAllow: /", true],
    ["user-AGENT:COMMONWIRE-KEYS/1.0 # us\r\nDISALLOW: /feed/", false],
    ["User-agent: a\nUser-agent: Commonwire-Keys\nDisallow: /feed", false],
    // Two groups for the same robot are combined.
    [
      "User-agent: Commonwire-Keys\nDisallow: /x\nUser-agent: *\nDisallow: /\nUser-agent: Commonwire-Keys\nDisallow: /f",
      false,
    ],
    // Lines that aren't rules don't end a group.
    ["User-agent: Commonwire-Keys\nCrawl-delay: 10\nSitemap: https://x.example/s\nDisallow: /", false],
    ["Disallow: /\nUser-agent: *\nAllow: /", true],
    ["<!doctype html><html><body>Not found</body></html>", true],
  ])("%j: %s", (text, isAllowed) => expect(may(text, "/feed/")).toBe(isAllowed));
});

describe("which rule counts", () => {
  const rules = (...lines: string[]) => ["User-agent: *", ...lines].join("\n");
  test.each<[string, string, boolean]>([
    [rules("Disallow: /feed/", "Allow: /feed/main"), "/feed/main.xml", true],
    [rules("Allow: /feed/", "Disallow: /feed/"), "/feed/", true],
    [rules("Disallow: /*.xml$"), "/a/b.xml", false],
    [rules("Disallow: /*.xml$"), "/a/b.xml?x=1", true],
    [rules("Disallow: /*?feed="), "/?feed=atom", false],
    [rules("Disallow: /a*b*c"), "/a1b2", true],
    [rules("Disallow: /a*b*c"), "/axxbxxcxx", false],
    [rules("Disallow: /a*a$"), "/a", true],
    [rules("Disallow: /$"), "/", false],
    [rules("Disallow: /$"), "/feed/", true],
    [rules("Disallow: /é"), "/%C3%A9t%C3%A9", false],
    [rules(`Disallow: /${"*a".repeat(5000)}b`), `/${"a".repeat(2000)}`, true],
  ])("%s at %s: %s", (text, path, isAllowed) => expect(may(text, path)).toBe(isAllowed));
});
