import type { Kit } from "../../contract/kit.ts";
import { republishUrl } from "../../model/address.ts";
import { checklistOf } from "../../model/licence/checklist.ts";
import type { Site } from "../site.ts";
import { isKitEnding, KIT_FORMATS, makeKitFile } from "./formats.ts";
import { type FullItem, linesOf } from "./story.ts";

/** A story with everything that somebody needs to run it: for software. */
export function kitJson(item: FullItem, site: Site): Kit {
  const text = (ending: "html" | "txt" | "md" | "blocks.html") => String(makeKitFile(ending, item, site));
  const lines = linesOf(item, site);
  return {
    id: item.id,
    version: item.version,
    licence: item.licence,
    lines,
    checklist: checklistOf(item.terms, {
      byline: lines.byline,
      pictures: item.images.length,
      keptPictures: item.kept.length,
    }),
    html: text("html"),
    text: text("txt"),
    markdown: text("md"),
    wordpressBlocks: text("blocks.html"),
    downloads: Object.keys(KIT_FORMATS).flatMap((ending) =>
      isKitEnding(ending)
        ? [
            {
              name: KIT_FORMATS[ending].name,
              type: KIT_FORMATS[ending].type,
              url: republishUrl(site.origin, item.address, `.${ending}`),
            },
          ]
        : [],
    ),
    pictures: {
      zip: item.images.length > 0 ? republishUrl(site.origin, item.address, ".zip") : null,
      taken: item.images.map(({ url, type, width, height, bytes, alt, caption, credit, owner, licence }) => ({
        ...{ url, type, width, height, bytes, alt, credit, owner, licence },
        ...(caption ? { caption } : {}),
      })),
      kept: item.kept.map(({ credit, owner }) => ({ credit, owner })),
    },
  };
}
