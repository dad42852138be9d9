import { readUsage } from "./aipref.ts";
import { type Answer, matchesPath, NOTHING, type Says } from "./says.ts";

// A crawler's reading of robots.txt: RFC 9309, Content-Signal (Cloudflare), Content-Usage (AIPREF attach), License (RSL 1.0).

type Line = { field: string; value: string };
type Group = { tokens: string[]; lines: Line[] };
export type RobotsFile = { groups: Group[]; licenses: string[]; text: string };

/** §2.2: groups begin with their user agents; a License line before the first group belongs to none. */
export function readRobots(text: string): RobotsFile {
  const groups: Group[] = [];
  const licenses: string[] = [];
  let isInAgents = false;
  for (const raw of text.split(/\r?\n/)) {
    const [, field = "", value = ""] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(raw.replace(/#.*$/, "")) ?? [];
    if (field === "") continue;
    const name = field.toLowerCase();
    if (name === "user-agent") {
      if (!isInAgents) groups.push({ tokens: [], lines: [] });
      groups.at(-1)?.tokens.push(value.toLowerCase());
      isInAgents = true;
      continue;
    }
    isInAgents = false;
    const group = groups.at(-1);
    if (group === undefined) {
      if (name === "license") licenses.push(value);
    } else group.lines.push({ field: name, value });
  }
  return { groups, licenses, text };
}

/** §2.2.1: the groups of a token are one; only without any does `*` hold, and nothing is inherited from it. */
function linesFor({ groups }: RobotsFile, token: string): Line[] {
  const own = groups.filter(({ tokens }) => tokens.includes(token.toLowerCase()));
  return (own.length > 0 ? own : groups.filter(({ tokens }) => tokens.includes("*"))).flatMap(({ lines }) => lines);
}

/** §2.2.2: the longest matching rule holds; of two of the same length, the one that allows. Without one, everything is open. */
export function mayFetch(file: RobotsFile, token: string, target: string): boolean {
  const rules = linesFor(file, token)
    .filter(
      ({ field, value }) => (field === "allow" || field === "disallow") && value !== "" && matchesPath(value, target),
    )
    .sort((one, other) => other.value.length - one.value.length || Number(one.field > other.field) - 0.5);
  return rules[0]?.field !== "disallow";
}

const SIGNALS: Record<string, Says> = { yes: "allow", no: "deny" };

/** What Content-Signal says in a crawler's own group: of the whole site. */
export function contentSignal(file: RobotsFile, token: string): Answer {
  const found = new Map(
    linesFor(file, token)
      .filter(({ field }) => field === "content-signal")
      .flatMap(({ value }) => value.split(","))
      .map((part) => {
        const [key = "", value = ""] = part.split("=").map((each) => each.trim());
        return [key, value] as const;
      }),
  );
  const of = (key: string): Says => SIGNALS[found.get(key) ?? ""] ?? "unknown";
  return { search: of("search"), aiInput: of("ai-input"), aiTrain: of("ai-train") };
}

/** What Content-Usage says of a path: the longest match of the group; nothing of what may not be fetched. */
export function contentUsage(file: RobotsFile, token: string, target: string): Answer {
  if (!mayFetch(file, token, target)) return NOTHING;
  const rules = linesFor(file, token)
    .filter(({ field }) => field === "content-usage")
    .map(({ value }) => {
      const [, path = "", prefs = value] = /^(\/\S*)\s+(.*)$/.exec(value) ?? [];
      return { path, prefs };
    })
    .filter(({ path }) => path === "" || matchesPath(path, target));
  const longest = Math.max(...rules.map(({ path }) => path.length), -1);
  return readUsage(...rules.filter(({ path }) => path.length === longest).map(({ prefs }) => prefs));
}

/** RSL: the documents that a crawler looks at: those of its own group, else the global ones. */
export function licensesFor(file: RobotsFile, token: string): string[] {
  const own = linesFor(file, token).flatMap(({ field, value }) => (field === "license" ? [value] : []));
  return own.length > 0 ? own : file.licenses;
}
