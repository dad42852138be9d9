import type { Checklist } from "../../../model/licence/checklist.ts";
import type { Site } from "../../site.ts";
import { spell } from "../kit/spell.ts";

const PARTS: readonly [keyof Checklist, string, string][] = [
  ["must", "You must", "must"],
  ["may", "You may", "may"],
  ["mayNot", "You may not", "not"],
  ["ask", "Ask us before you", ""],
  ["should", "We also ask you to", ""],
];

/** A license's rules for a story, without empty parts. */
export function Rules({ checklist, site }: { checklist: Partial<Checklist>; site: Site }) {
  const parts = PARTS.filter(([name]) => (checklist[name] ?? []).length > 0);
  return (
    <div class={checklist.may === undefined ? "must terms three" : "terms three"}>
      {parts.map(([name, title, className]) => (
        <section class={className}>
          <h2>{title}</h2>
          <ul class="ticks">
            {checklist[name]?.map((words) => (
              <li>{spell(words.charAt(0).toUpperCase() + words.slice(1), site)}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
