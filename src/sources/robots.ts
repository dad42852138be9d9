/** A line of a robots.txt that allows or disallows paths. */
export type RobotRule = { isAllowed: boolean; path: string };

type Group = { robots: string[]; rules: RobotRule[] };

/** Returns the rules of a robots.txt for one robot (RFC 9309 §2.2.1): those of its own groups, or else those for every robot. */
export function robotRules(text: string, robot: string): RobotRule[] {
  const groups = groupsIn(text);
  const of = (name: string) => groups.filter(({ robots }) => robots.includes(name));
  const own = of(robot.toLowerCase());
  return (own.length > 0 ? own : of("*")).flatMap(({ rules }) => rules);
}

function groupsIn(text: string): Group[] {
  const groups: Group[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const [, name = "", value = ""] = /^([a-z-]+)[ \t]*:[ \t]*(.*)$/i.exec(line.replace(/#.*/, "").trim()) ?? [];
    addLine(groups, name.toLowerCase(), value);
  }
  return groups;
}

/** Adds a line to the groups. Consecutive `User-agent` lines share a group; the first one after a rule begins a new group. */
function addLine(groups: Group[], name: string, value: string): void {
  const last = groups.at(-1);
  if (name === "user-agent") {
    const robot = value === "*" ? value : (/^[a-z_-]+/i.exec(value)?.[0] ?? "").toLowerCase();
    if (last && last.rules.length === 0) last.robots.push(robot);
    else groups.push({ robots: [robot], rules: [] });
  }
  // An empty path blocks and opens nothing, but it still counts as a rule: the next `User-agent` begins a new group.
  if (last && (name === "allow" || name === "disallow"))
    last.rules.push({ isAllowed: name === "allow" || value === "", path: encodePath(value) });
}

/** Percent-encodes non-ASCII letters, as URLs do. */
const encodePath = (path: string): string =>
  path.replaceAll(/[^\0-\x7f]+/gu, (letters) => encodeURI(letters.toWellFormed()));

/** Whether a path with its query may be fetched (RFC 9309 §2.2.2): the longest matching rule decides; on a tie, `allow` wins. */
export function mayFetch(rules: readonly RobotRule[], path: string): boolean {
  const fitting = rules.filter((rule) => rule.path !== "" && fits(rule.path, path));
  const longest = Math.max(0, ...fitting.map((rule) => rule.path.length));
  const decisive = fitting.filter((rule) => rule.path.length === longest);
  return decisive.length === 0 || decisive.some(({ isAllowed }) => isAllowed);
}

/**
 * Whether a pattern matches: `*` stands for anything, a final `$` for the end. Searches part by part: a regex could be costly.
 */
function fits(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith("$");
  const [first = "", ...parts] = (isWhole ? pattern.slice(0, -1) : pattern).split("*");
  if (!path.startsWith(first)) return false;
  const last = isWhole ? parts.pop() : undefined;
  const end = parts.reduce((at, part) => (at < 0 ? at : endOf(path, part, at)), first.length);
  if (!isWhole || end < 0) return end >= 0;
  return last === undefined ? end === path.length : path.length - last.length >= end && path.endsWith(last);
}

/** Returns the offset after the first occurrence of a part at or after `at`; -1 if there is none. */
function endOf(path: string, part: string, at: number): number {
  const found = path.indexOf(part, at);
  return found < 0 ? -1 : found + part.length;
}
