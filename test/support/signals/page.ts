// What search engines read of a page: its meta element, its fields, and the parts that may not be excerpted.

/** The rules that hold for one engine: those for everybody, and those that name it; of both, in field and element. */
export function robotsRules(html: string, field: string | null, engine: string): Set<string> {
  const rules = new Set<string>();
  let named: string | undefined;
  for (const part of (field ?? "")
    .split(",")
    .map((each) => each.trim().toLowerCase())
    .filter(Boolean)) {
    const [, agent, rule = part] = /^([a-z0-9-]+):\s*(.*)$/.exec(part) ?? [];
    if (agent !== undefined && agent !== "max-snippet") named = agent;
    if (named === undefined || named === engine) rules.add(rule);
  }
  for (const [, name = "", content = ""] of html.matchAll(/<meta name="([\w-]+)" content="([^"]*)"/g))
    if (name === "robots" || name === engine) for (const rule of content.split(",")) rules.add(rule.trim());
  return rules;
}

/** The words of a page that an engine may show as an excerpt: all but those in `data-nosnippet`, on the elements that may have it. */
export function snippetText(html: string): string {
  let text = html;
  for (let at = text.search(/<(?:div|section|span)\b[^>]*\bdata-nosnippet/); at >= 0; ) {
    text = text.slice(0, at) + text.slice(endOf(text, at));
    at = text.search(/<(?:div|section|span)\b[^>]*\bdata-nosnippet/);
  }
  return text.replace(/<script.*?<\/script>/gs, " ").replace(/<[^>]+>/g, " ");
}

/** Where the element that begins at a place ends. */
function endOf(html: string, at: number): number {
  const [, name = ""] = /^<(\w+)/.exec(html.slice(at)) ?? [];
  const tags = new RegExp(`<(/?)${name}\\b[^>]*>`, "g");
  tags.lastIndex = at;
  let depth = 0;
  for (let match = tags.exec(html); match; match = tags.exec(html)) {
    depth += match[1] === "/" ? -1 : 1;
    if (depth === 0) return tags.lastIndex;
  }
  return html.length;
}
