import type { Properties } from "hast";
import type { Element } from "./tree.ts";

type Rule = { name: string; of?: readonly string[]; value: RegExp };

const ANY = /^/;
const COUNT = /^\d{1,4}$/;

/** The attributes that are published, keyed by their HTML name; a rule without `of` applies to every element. */
const RULES: Readonly<Record<string, Rule>> = {
  lang: { name: "lang", value: /^[a-z0-9-]{1,35}$/i },
  dir: { name: "dir", value: /^(?:ltr|rtl|auto)$/i },
  title: { name: "title", of: ["a", "abbr", "dfn"], value: ANY },
  start: { name: "start", of: ["ol"], value: /^-?\d{1,6}$/ },
  reversed: { name: "reversed", of: ["ol"], value: ANY },
  colspan: { name: "colSpan", of: ["td", "th"], value: COUNT },
  rowspan: { name: "rowSpan", of: ["td", "th"], value: COUNT },
  scope: { name: "scope", of: ["th"], value: /^(?:row|col|rowgroup|colgroup)$/i },
  datetime: { name: "dateTime", of: ["time"], value: ANY },
};

/** Returns the attributes of an element that are published when its tag is `tag`, except links and ids. */
export function attributesOf({ attrs }: Element, tag: string): Properties {
  const properties: Properties = {};
  for (const { name, value } of attrs) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (rule === undefined || (rule.of && !rule.of.includes(tag)) || !rule.value.test(value)) continue;
    properties[rule.name] = name === "reversed" ? true : name === "dir" ? value.toLowerCase() : value;
  }
  return properties;
}
