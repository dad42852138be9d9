/** A line of a robots.txt that opens or closes paths. */
export type RobotRule = { isAllowed: boolean; path: string };

type Group = { robots: string[]; rules: RobotRule[] };

/** What a robots.txt says to one robot (RFC 9309 §2.2.1): the rules of its own groups, or else those for every robot. */
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

/** Lines that name robots follow one another; the first behind a rule begins a group. */
function addLine(groups: Group[], name: string, value: string): void {
  const last = groups.at(-1);
  if (name === "user-agent") {
    const robot = value === "*" ? value : (/^[a-z_-]+/i.exec(value)?.[0] ?? "").toLowerCase();
    if (last && last.rules.length === 0) last.robots.push(robot);
    else groups.push({ robots: [robot], rules: [] });
  }
  // An empty path closes nothing, and opens nothing either. It is a rule all the same: what follows begins a group.
  if (last && (name === "allow" || name === "disallow"))
    last.rules.push({ isAllowed: name === "allow" || value === "", path: encodePath(value) });
}

/** Letters beyond ASCII, as a URL has them. */
const encodePath = (path: string): string =>
  path.replaceAll(/[^\0-\x7f]+/gu, (letters) => encodeURI(letters.toWellFormed()));

/** Whether a path with its query may be asked for (RFC 9309 §2.2.2): the longest rule that fits says so; of two, the one that opens. */
export function mayFetch(rules: readonly RobotRule[], path: string): boolean {
  const fitting = rules.filter((rule) => rule.path !== "" && fits(rule.path, path));
  const longest = Math.max(0, ...fitting.map((rule) => rule.path.length));
  const decisive = fitting.filter((rule) => rule.path.length === longest);
  return decisive.length === 0 || decisive.some(({ isAllowed }) => isAllowed);
}

/** `*` stands for anything, and `$` at the end for the end. Looked for part by part, since a pattern may be made to cost much. */
function fits(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith("$");
  const [first = "", ...parts] = (isWhole ? pattern.slice(0, -1) : pattern).split("*");
  if (!path.startsWith(first)) return false;
  const last = isWhole ? parts.pop() : undefined;
  const end = parts.reduce((at, part) => (at < 0 ? at : endOf(path, part, at)), first.length);
  if (!isWhole || end < 0) return end >= 0;
  return last === undefined ? end === path.length : path.length - last.length >= end && path.endsWith(last);
}

/** Where a part ends that is looked for from there on; before the beginning where it isn't there. */
function endOf(path: string, part: string, at: number): number {
  const found = path.indexOf(part, at);
  return found < 0 ? -1 : found + part.length;
}
