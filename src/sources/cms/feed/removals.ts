import { decodeEntities } from "../../../model/html-entities.ts";
import type { FeedDocument, FeedItem, Removal } from "./document.ts";
import { markupOf } from "./markup.ts";

/** An item with its DCMI validity period. */
type Dated = FeedItem & { valid: string[] | undefined };

/** Splits off the items whose validity has ended, by our clock or by their last change: their stories are gone. */
export function withoutRemoved(items: readonly Dated[], now: number): { items: FeedItem[]; removed: Removal[] } {
  const removed = items.flatMap(({ guid, link, valid, updated }) => {
    const when = endOf(valid);
    const name = guid ?? link;
    const isOver = when !== undefined && when <= Math.max(now, Date.parse(updated ?? "") || 0);
    return isOver && name !== undefined ? [{ guid: name, when }] : [];
  });
  const gone = new Set(removed.map(({ guid }) => guid));
  const left = items.filter(({ guid, link }) => !gone.has(guid ?? link ?? ""));
  return { items: left.map(({ valid: _valid, ...item }) => item), removed };
}

/** Returns the end of a DCMI period: `start=…; end=…; scheme=W3C-DTF`. */
function endOf(valid: readonly string[] | undefined): number | undefined {
  const end = Date.parse(/\bend=([^;]+)/.exec(valid?.[0] ?? "")?.[1] ?? "");
  return Number.isNaN(end) ? undefined : end;
}

/** RFC 6721 §4: of an entry and a tombstone with the same id, the later one wins; on a tie, the tombstone. */
export function latestOf({ items, removed, ...rest }: FeedDocument): FeedDocument {
  const goneAt = new Map(removed.map(({ guid, when }) => [guid, when]));
  const backAt = new Map(items.map(({ guid, updated }) => [guid, Date.parse(updated ?? "") || 0]));
  return {
    ...rest,
    items: items.filter(({ guid = "" }) => (backAt.get(guid) ?? 0) > (goneAt.get(guid) ?? -1)),
    removed: removed.filter(({ guid, when }) => when >= (backAt.get(guid) ?? 0)),
  };
}

const TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";

/** Reads the tombstones of an Atom document (RFC 6721), which the parser doesn't support. Ignores comments and CDATA. */
export function deletedEntries(xml: string): Removal[] {
  const markup = markupOf(xml);
  const prefix = new RegExp(`xmlns(?::([\\w.-]+))?\\s*=\\s*["']${TOMBSTONES}["']`).exec(markup)?.[1];
  if (!markup.includes(TOMBSTONES)) return [];
  const name = prefix === undefined ? "deleted-entry" : `${prefix}:deleted-entry`;
  const tags = markup.matchAll(new RegExp(`<${name}\\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>`, "g"));
  return [...tags].flatMap(([, attributes = ""]) => {
    const guid = attributeOf(attributes, "ref");
    return guid === undefined ? [] : [{ guid, when: Date.parse(attributeOf(attributes, "when") ?? "") || 0 }];
  });
}

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : decodeEntities(value);
}
