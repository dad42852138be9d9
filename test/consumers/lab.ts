import type { Expected } from "./expected.ts";
import { seconds } from "./expected.ts";
import type { LoggingProxy } from "./proxy.ts";
import type { Report } from "./report.ts";

/** The environment of a consumer's test. */
export type Lab = {
  /** The items that it must see. */
  expected: ReadonlyMap<string, Expected>;
  report: Report;
  proxy: LoggingProxy;
  /** A temporary folder of its own. */
  folder: string;
};

/** Software that reads feeds, and a check of what it saw. */
export type Consumer = {
  name: string;
  /** The package or program that provides it. */
  packages: string;
  isHere: () => boolean | Promise<boolean>;
  check: (lab: Lab) => Promise<void>;
};

/** An item as a consumer saw it. Fields that the consumer doesn't have are left out; the rest is compared. */
export type Seen = {
  id: string;
  title?: string | undefined;
  link?: string | undefined;
  published?: string | number | undefined;
  modified?: string | number | undefined;
  /** All authors, if the consumer reads several. */
  authors?: readonly string[] | undefined;
  /** One author, or one line for all, if it has only one field. */
  byline?: string | undefined;
  licence?: string | undefined;
};

/** The XML feeds, for consumers that read both formats. */
export const XML_FEEDS = ["rss", "atom"] as const;
export const feedPath = (format: string): string => `/feeds/latest.${format}`;
export const feedUrl = ({ proxy }: Lab, format: string): string => proxy.url + feedPath(format);

/** Compares what was seen with what was published: one check per field. `read` decodes titles as this consumer does. */
export function compare(
  { expected, report }: Lab,
  name: string,
  seen: readonly Seen[],
  fields: readonly (keyof Seen)[],
  read: (title: string) => string = (title) => title,
): void {
  report.check(`${name}: every item, once`, differentIds([...expected.keys()], seen));
  for (const field of fields) {
    const complaints = seen.flatMap((item) => {
      const wanted = expected.get(item.id);
      return wanted === undefined ? [] : complaint(field, item, wanted, read);
    });
    report.check(`${name}: ${field}`, complaints);
  }
}

function differentIds(ids: readonly string[], seen: readonly Seen[]): string[] {
  const got = seen.map(({ id }) => id);
  return [
    ...ids.filter((id) => !got.includes(id)).map((id) => `${id} is missing`),
    ...got.filter((id, at) => !ids.includes(id) || got.indexOf(id) !== at).map((id) => `${id} is one too many`),
  ];
}

function complaint(field: keyof Seen, item: Seen, wanted: Expected, read: (title: string) => string): string[] {
  if (field === "byline") {
    const good = [...wanted.authors, wanted.authors.join(", ")];
    return good.includes(item.byline ?? "") ? [] : [told(item.id, item.byline, good)];
  }
  const got = normal(field, item[field], read);
  const good = normal(field, wanted[field], read);
  return got === good ? [] : [told(item.id, got, good)];
}

function normal(field: keyof Seen, value: Seen[keyof Seen], read: (title: string) => string): string {
  if (value === undefined) return "nothing";
  if (field === "published" || field === "modified")
    return Number.isNaN(new Date(String(value)).getTime()) && typeof value === "string" ? value : instant(value);
  if (typeof value === "object") return JSON.stringify(value);
  if (field === "title") return read(String(value));
  // Some write an apostrophe in a URL as %27, which is equivalent.
  return field === "link" ? String(value).replaceAll("%27", "'") : String(value);
}

const instant = (value: Seen[keyof Seen]): string => seconds(typeof value === "number" ? value : String(value));

const told = (id: string, got: unknown, wanted: unknown): string =>
  `${id.split("/").at(-1)} has ${JSON.stringify(got) ?? "nothing"}, not ${JSON.stringify(wanted)}`;
