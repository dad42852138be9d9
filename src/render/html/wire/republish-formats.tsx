import { republishUrl } from "../../../model/address.ts";
import type { Item } from "../../feed/item.ts";
import { KIT_ENDINGS, KIT_FORMATS } from "../../kit/formats.ts";
import type { KitLines } from "../../kit/story.ts";
import type { Site } from "../../site.ts";

const NAMES: Record<keyof KitLines, string> = {
  headline: "Headline",
  summary: "Summary",
  byline: "Byline",
  credit: "Credit",
};

const LINES = ["headline", "summary", "byline", "credit"] as const;

/** Headline, summary, byline and credit, each with its own copy button. */
export function CopyLines({ lines, languages }: { lines: KitLines; languages: Record<keyof KitLines, string> }) {
  const all = LINES.filter((name) => lines[name] !== "");
  return (
    <details class="fold">
      <summary>Headline, summary, byline and credit, one by one</summary>
      <dl class="facts">
        {all.map((name) => (
          <Line name={name} text={lines[name]} language={languages[name]} />
        ))}
      </dl>
    </details>
  );
}

function Line({ name, text, language }: { name: keyof KitLines; text: string; language: string }) {
  const label = NAMES[name];
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <span id={`line-${name}`} lang={language} dir="auto">
          {text}
        </span>{" "}
        <button
          class="link small"
          type="button"
          hidden
          data-copy={`line-${name}`}
          data-done={`Copied: ${label.toLowerCase()}.`}
          aria-label={`Copy ${label.toLowerCase()}`}
        >
          Copy
        </button>
      </dd>
    </>
  );
}

/** The story as a file in every other format. */
export const OtherFormats = ({ item, site }: { item: Item; site: Site }) => (
  <section class="rule flow" aria-labelledby="formats">
    <h2 id="formats">Other formats</h2>
    <p class="row">
      {KIT_ENDINGS.map((ending) => (
        <>
          <a href={republishUrl(site.origin, item.address, `.${ending}`)} download="">
            {KIT_FORMATS[ending].name}
          </a>{" "}
        </>
      ))}
    </p>
  </section>
);
