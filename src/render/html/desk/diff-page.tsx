import type { DiffJson } from "../../../contract/diff.ts";
import { PAGES } from "../../../model/policy.ts";
import { humanTime } from "../../dates.ts";
import { linesOf, type Part } from "../../diff.ts";
import { englishWords } from "../../messages/language.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { spell } from "../kit/spell.ts";
import { deskTools } from "./tools.ts";

/** `/desk/articles/{id}/diff`: what changed between two versions. */
export const deskDiffPage = (diff: DiffJson, site: Site): string =>
  page({
    site,
    title: "What changed",
    feeds: [],
    tools: deskTools("/desk/articles", site),
    children: (
      <article class="flow">
        <p class="quiet small">
          <a href={`/desk/articles/${diff.id}`}>Back to the story</a>
        </p>
        <h1>
          From version {diff.from.version} to {diff.to.version}
        </h1>
        <p class="quiet">
          {[diff.from, diff.to].map(({ version, at, by, status }, index) => (
            <>
              {index > 0 && <br />}
              Version {version}: {time(at, site)} by {by}, {status}
            </>
          ))}
        </p>
        {diff.fields.length === 0 && <p>No differences.</p>}
        {diff.fields.map((each) => (
          <section>
            <h2>{spell(NAMES[each.field] ?? each.field, site)}</h2>
            {each.parts ? <Text parts={each.parts} /> : <Values change={each} />}
          </section>
        ))}
      </article>
    ),
  });

const NAMES: Record<string, string> = {
  address: "Address",
  headline: "Headline",
  summary: "Summary",
  corrections: "Corrections",
  status: "Status",
  reason: "Reason",
  licence: "License",
  body: "Text",
};

const time = (at: string, site: Site): string =>
  humanTime(at, site.masthead.publication.timeZone, englishWords(site).locale);

function Text({ parts }: { parts: readonly Part[] }) {
  return (
    <div class="diff" dir="auto">
      {parts.map((part, at) => {
        if (part.kind === "added") return <ins>{Marked(part.text)}</ins>;
        if (part.kind === "removed") return <del>{Marked(part.text)}</del>;
        return <Unchanged text={part.text} isFirst={at === 0} isLast={at === parts.length - 1} />;
      })}
    </div>
  );
}

/** Unchanged text, folded if it is long, so that the changes are easy to find. */
function Unchanged({ text, isFirst, isLast }: { text: string; isFirst: boolean; isLast: boolean }) {
  const lines = linesOf(text);
  const head = isFirst ? 0 : PAGES.diffContext;
  const tail = isLast ? 0 : PAGES.diffContext;
  const folded = lines.slice(head, lines.length - tail);
  if (folded.length < 3) return <>{Marked(text)}</>;
  return (
    <>
      {Marked(lines.slice(0, head).join(""))}
      <details>
        <summary class="quiet">{folded.length} lines unchanged</summary>
        <div>{Marked(folded.join(""))}</div>
      </details>
      {Marked(lines.slice(lines.length - tail).join(""))}
    </>
  );
}

/** A text whose tags are dimmed. */
const Marked = (text: string) =>
  text
    .split(/(<[^<>]*>)/)
    .filter((piece) => piece !== "")
    .map((piece) => (piece.startsWith("<") ? <code>{piece}</code> : piece));

function Values({ change }: { change: DiffJson["fields"][number] }) {
  const { from = null, to = null } = change;
  return (
    <div class="diff">
      {from !== null && (
        <>
          <del>{words(from)}</del>
          {"\n"}
        </>
      )}
      {to !== null && <ins>{words(to)}</ins>}
    </div>
  );
}

/** Formats a value for people. */
function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).join(value.some((each) => typeof each === "object") ? "\n" : ", ");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name}: ${words(each)}`)
    .join(" · ");
}
