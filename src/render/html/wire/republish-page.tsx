import { raw } from "hono/html";
import { COPY_SCRIPT_PATH, republishUrl } from "../../../model/address.ts";
import { fileSize } from "../../../model/in-words.ts";
import type { Item, ItemImage } from "../../feed/item.ts";
import { makeKitFile } from "../../kit/formats.ts";
import { checklistFor, type FullItem, lineLanguages, linesOf, storyHtml, storyOf } from "../../kit/story.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { CopyLines, OtherFormats } from "./republish-formats.tsx";
import { Rules } from "./republish-rules.tsx";

/** `/articles/{address}/republish`: a story to copy, with its license's rules on the same screen. */
export function republishPage(item: FullItem, site: Site): string {
  const lines = linesOf(item, site);
  const checklist = checklistFor(item, lines);
  return page({
    site,
    title: `Republish: ${item.headline}`,
    feeds: [],
    licence: item.licence.url,
    script: COPY_SCRIPT_PATH,
    children: (
      <>
        <div class="flow">
          <Top item={item} />
          <p class="quiet">
            You may republish this story. Its terms: <a href={item.licence.terms}>{item.licence.name}</a>.
          </p>
        </div>
        <div class="kit gap">
          <Rules checklist={{ must: checklist.must }} site={site} />
          <section class="copying flow" aria-label="Copy">
            <Copy item={item} site={site} />
            <CopyLines lines={lines} languages={lineLanguages(item, site)} />
            <OtherFormats item={item} site={site} />
            <Pictures item={item} site={site} />
          </section>
          <Rules checklist={{ ...checklist, must: [] }} site={site} />
        </div>
      </>
    ),
  });
}

/** The link back, and which story it is. */
export const Top = ({ item }: { item: Item }) => (
  <>
    <p class="small">
      <a href={item.page}>Back to the story</a>
    </p>
    <h1>
      Republish “
      <span class="hl" dir="auto" lang={item.language}>
        {item.headline}
      </span>
      ”
    </h1>
  </>
);

/** The story as it is pasted, with the copy button; the button copies the fields below. */
function Copy({ item, site }: { item: FullItem; site: Site }) {
  const story = storyOf(item, site);
  return (
    <>
      <p class="row">
        <button
          class="go big"
          type="button"
          hidden
          data-copy="source"
          data-plain="plain"
          data-done="Copied, with byline, credit and link."
        >
          Copy story
        </button>{" "}
        <span id="copied" class="small quiet" role="status">
          Includes the byline, credit and link.
        </span>
      </p>
      <section
        class="copy flow serif"
        tabindex={0}
        aria-label="The story as it will be pasted"
        lang={item.language}
        dir="auto"
      >
        {raw(storyHtml(story, 2))}
      </section>
      <p class="help">No button? Select the text in the box, or copy the HTML below.</p>
      <details class="fold">
        <summary>HTML source</summary>
        <Source id="source" label="HTML of the story, with credit" text={storyHtml(story)} />
      </details>
      <details class="fold">
        <summary>Plain text</summary>
        <Source id="plain" label="The story as plain text, with credit" text={String(makeKitFile("txt", item, site))} />
      </details>
    </>
  );
}

const Source = ({ id, label, text }: { id: string; label: string; text: string }) => (
  <p class="field">
    <label for={id}>{label}</label>
    <textarea id={id} class="code" rows={8} readonly>
      {text}
    </textarea>
  </p>
);

/** The pictures that are included, and those that aren't. */
function Pictures({ item, site }: { item: FullItem; site: Site }) {
  const { images, kept } = item;
  if (images.length + kept.length === 0) return null;
  const bytes = images.reduce((sum, image) => sum + image.bytes, 0);
  return (
    <section aria-labelledby="pictures" class="rule">
      <h2 id="pictures">Pictures</h2>
      <ul class="plain pics">
        {images.map((image) => (
          <Picture image={image} />
        ))}
        {kept.map(({ credit, owner }) => (
          <li>
            <span class="stays" />
            <div>
              <p>A picture by {credit}</p>
              <p class="quiet">{owner}</p>
              <p>
                <span class="mark bad">Not licensed for republication</span>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {images.length > 0 && (
        <p class="row">
          <a class="btn" href={republishUrl(site.origin, item.address, ".zip")}>
            {images.length === 1 ? "Download the picture" : `Download ${images.length} pictures`}
          </a>{" "}
          <span class="small quiet">ZIP, {fileSize(bytes)}, with captions and credits in a text file</span>
        </p>
      )}
    </section>
  );
}

const Picture = ({ image }: { image: ItemImage }) => (
  <li>
    <img src={image.url} alt={image.alt} width={image.width} height={image.height} loading="lazy" />
    <div>
      {image.caption && <p>{image.caption}</p>}
      <p class="quiet">
        {image.credit} · {image.width} × {image.height}
      </p>
      <p>
        <span class="mark good">Comes with the story</span> · <a href={image.licence.url}>{image.licence.name}</a> ·{" "}
        <a href={image.url} download="">
          Download
        </a>
      </p>
    </div>
  </li>
);
