import { closeLinks } from "../../model/article/story-link.ts";
import type { Warning } from "../../model/warning.ts";
import { type CleaningResult, type CleanOptions, cleanHtml } from "./clean-html.ts";
import { findStoryLinks } from "./story-links.ts";

/**
 * Cleans the terms of a license. No link in them may lead to a story on the wire: publishers accept the text by its hash, so
 * a link couldn't be removed once its story is withdrawn.
 */
export function cleanTerms(html: string, options: CleanOptions): CleaningResult {
  const cleaned = cleanHtml(html, options);
  if (!cleaned.ok) return cleaned;
  const links = { origin: options.origin, isOpen: () => false };
  const body = cleaned.body.map((piece) => (typeof piece === "string" ? closeLinks(piece, links) : piece));
  const found = findStoryLinks(html, { id: "", body: cleaned.body }, options.origin);
  const warnings = found.map(({ story: _story, field: _field, ...link }): Warning => {
    const reason = "story in terms";
    if (link.element === "a") return { ...link, action: "unwrapped", reason };
    return { ...link, action: "replaced", reason, replacement: new URL(options.origin).host };
  });
  return { ...cleaned, body, warnings: [...cleaned.warnings, ...warnings] };
}
