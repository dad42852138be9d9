import { combine, readUsage } from "./aipref.ts";
import { type Answer, answerOf, longestOf, type Says, type Use } from "./says.ts";

// Reads robots.txt as a crawler does: RFC 9309, with the extensions inside its groups.

type Line = { name: string; value: string };
type Group = { tokens: string[]; lines: Line[] };
export type Robots = { groups: Group[]; global: Line[] };

/**
 * RFC 9309 §2.2: a group starts with user-agent lines. Other records must not end that list; only a rule does. Lines before all
 * groups, or after an empty line without a user agent of their own, apply to the whole file.
 */
export function readRobots(text: string): Robots {
  const robots: Robots = { groups: [], global: [] };
  let hasRules = true;
  let isApart = true;
  for (const raw of text.split(/\r\n|\r|\n/)) {
    if (raw.trim() === "") isApart = true;
    const [, name = "", value = ""] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(raw.replace(/#.*$/, "")) ?? [];
    if (name === "") continue;
    const line = { name: name.toLowerCase(), value };
    if (line.name === "user-agent") {
      if (hasRules) robots.groups.push({ tokens: [], lines: [] });
      robots.groups.at(-1)?.tokens.push(value.toLowerCase());
      [hasRules, isApart] = [false, false];
      continue;
    }
    const group = robots.groups.at(-1);
    if (group === undefined || isApart) robots.global.push(line);
    else group.lines.push(line);
    if (line.name === "allow" || line.name === "disallow") hasRules = true;
  }
  return robots;
}

/** §2.2.1: all groups with a token are combined; `*` applies only if there is none, and nothing is merged from it. */
function linesFor({ groups }: Robots, token: string, name: string): string[] {
  const named = (wanted: string) => groups.filter(({ tokens }) => tokens.includes(wanted));
  const own = named(token.toLowerCase());
  return (own.length > 0 ? own : named("*"))
    .flatMap(({ lines }) => lines)
    .flatMap((line) => (line.name === name ? [line.value] : []));
}

/** §2.2.2: the longest match wins; of equal length, `Allow` before `Disallow`. Without a match, everything is open. */
export function mayFetch(robots: Robots, token: string, target: string): boolean {
  const rules = ["allow", "disallow"].flatMap((name) =>
    linesFor(robots, token, name).map((pattern) => ({ name, pattern })),
  );
  const found = longestOf(rules, target);
  return found.length === 0 || found.some(({ name }) => name === "allow");
}

const KEYS: Record<Use, string> = { search: "search", aiInput: "ai-input", aiTrain: "ai-train" };

/** Content Signals: for the whole site, to the readers of this group. An absent key neither grants nor restricts. */
export function contentSignal(robots: Robots, token: string): Answer {
  const pairs = linesFor(robots, token, "content-signal").flatMap((value) => value.split(","));
  const values = (use: Use): string[] =>
    pairs.flatMap((pair) => {
      const [key = "", value = ""] = pair.split("=").map((part) => part.trim().toLowerCase());
      return key === KEYS[use] ? [value] : [];
    });
  return answerOf((use): Says => {
    if (values(use).includes("no")) return "deny";
    return values(use).includes("yes") ? "allow" : "unknown";
  });
}

/** Content Signals: whether the comments contain the policy text that gives the line its meaning. */
export const hasSignalPolicy = (text: string): boolean =>
  ["you agree to abide by", "neither grants nor restricts", "EXPRESS RESERVATIONS OF RIGHTS"].every((words) =>
    text
      .split("\n")
      .filter((line) => line.startsWith("#"))
      .join(" ")
      .replace(/[#\s]+/g, " ")
      .includes(words),
  );

/** AIPREF: the longest match among the group's lines, `/` if a line has no path; nothing for a path that may not be fetched. */
export function contentUsage(robots: Robots, token: string, target: string): Answer {
  if (!mayFetch(robots, token, target)) return combine();
  const rules = linesFor(robots, token, "content-usage").map((value) => {
    const [, pattern = "/", preferences = value] = /^(\/\S*)\s+(.*)$/.exec(value) ?? [];
    return { pattern, preferences };
  });
  return combine(...longestOf(rules, target).map(({ preferences }) => readUsage(preferences)));
}

/** RSL 1.0: the documents of the crawler's own group; only if it has none, those of the whole file. */
export function licencesFor(robots: Robots, token: string): string[] {
  const own = linesFor(robots, token, "license");
  return own.length > 0 ? own : robots.global.flatMap(({ name, value }) => (name === "license" ? [value] : []));
}
