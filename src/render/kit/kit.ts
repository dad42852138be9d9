import type { Kit } from "../../contract/kit.ts";
import { republishUrl } from "../../model/address.ts";
import type { Site } from "../site.ts";
import { KIT_ENDINGS, KIT_FORMATS, makeKitFile } from "./formats.ts";
import { checklistFor, type FullItem, linesOf } from "./story.ts";

/** Returns a story with everything needed to publish it, for software. */
export function kitJson(item: FullItem, site: Site): Kit {
  const text = (ending: "html" | "txt" | "md" | "blocks.html") => String(makeKitFile(ending, item, site));
  const lines = linesOf(item, site);
  return {
    id: item.id,
    version: item.version,
    licence: item.licence,
    lines,
    checklist: checklistFor(item, lines),
    html: text("html"),
    text: text("txt"),
    markdown: text("md"),
    wordpressBlocks: text("blocks.html"),
    downloads: KIT_ENDINGS.map((ending) => {
      const { name, type } = KIT_FORMATS[ending];
      return { name, type, url: republishUrl(site.origin, item.address, `.${ending}`) };
    }),
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
