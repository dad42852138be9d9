import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { elementsOf } from "./elements.ts";

type Element = DefaultTreeAdapterTypes.Element;

/** The result of a crawl: the pages by path, the other files that links lead to, and every problem found. */
export type Crawled = { pages: Map<string, string>; files: Set<string>; problems: string[] };

/** The options of a crawl: the wire's origin, how to request a path, and an additional check of each page. */
export type Crawl = {
  origin: string;
  get: (path: string) => Promise<Response>;
  check?: (path: string, html: string) => string[] | Promise<string[]>;
};

/** Stands in for a media type: the link downloads a file of any type. */
const FILE = "file";

/** The statuses allowed for pages that a stranger can't see: those behind a sign-in, and withdrawn stories. */
const CLOSED = [401, 410];

/** Starts at the home page and follows every link on it and on the pages it leads to, as a search engine does. */
export async function crawl({ origin, get, check = () => [] }: Crawl): Promise<Crawled> {
  const found: Crawled = { pages: new Map(), files: new Set(), problems: [] };
  const [asked, anchors] = [new Map<string, Asked>([["/", { from: "", type: undefined }]]), [] as Anchor[]];
  const ids = new Map<string, ReadonlySet<string>>();
  for (const [path, { from, type }] of asked) {
    const response = await get(path);
    const [kind = ""] = (response.headers.get("Content-Type") ?? "").split(";");
    if (response.status !== 200 && !CLOSED.includes(response.status))
      found.problems.push(`${from} leads to ${path}, which answers ${response.status}`);
    if (type === undefined && kind.includes("xml")) found.problems.push(`${from} leads to ${path}, which is ${kind}`);
    if (type !== undefined && type !== FILE && type !== kind)
      found.problems.push(`${from} says that ${path} is ${type}: it is ${kind}`);
    const text = await response.text();
    if (kind !== "text/html") {
      found.files.add(path);
      continue;
    }
    found.pages.set(path, text);
    const elements = elementsOf(parse(text));
    ids.set(path, new Set(elements.flatMap((each) => attribute(each, "id") ?? [])));
    found.problems.push(...structureOf(elements).map((problem) => `${path}: ${problem}`));
    found.problems.push(...(await check(path, text)).map((problem) => `${path}: ${problem}`));
    for (const link of linksOf(elements, path, origin)) {
      anchors.push(link);
      if (!asked.has(link.path)) asked.set(link.path, { from: path, type: link.type });
    }
  }
  const lost = anchors.filter(({ path, id }) => id !== "" && ids.get(path)?.has(id) === false);
  found.problems.push(
    ...new Set(lost.map(({ from, path, id }) => `${from} leads to ${path}#${id}, which isn't there`)),
  );
  return found;
}

type Asked = { from: string; type: string | undefined };
type Anchor = Asked & { path: string; id: string };

const attribute = ({ attrs }: Element, wanted: string): string | undefined =>
  attrs.find(({ name }) => name === wanted)?.value;

/** Returns the links of a page to other addresses on the wire, including next, previous and canonical. */
function linksOf(elements: readonly Element[], from: string, origin: string): Anchor[] {
  const leading = elements.filter(
    (each) => each.tagName === "a" || /^(?:next|prev|canonical)$/.test(attribute(each, "rel") ?? ""),
  );
  return leading.flatMap((each) => {
    const url = new URL(attribute(each, "href") ?? "", origin + from);
    if (url.origin !== origin) return [];
    const type = attribute(each, "type") ?? (attribute(each, "download") === undefined ? undefined : FILE);
    return [
      {
        from,
        type,
        path: url.pathname + url.search,
        id: decodeURIComponent(url.hash.slice(1)),
      },
    ];
  });
}

/** Checks the structure of a page: exactly one `h1`, and no duplicate id. */
function structureOf(elements: readonly Element[]): string[] {
  const headings = elements.filter(({ tagName }) => tagName === "h1").length;
  const ids = elements.flatMap((each) => attribute(each, "id") ?? []);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  return [...(headings === 1 ? [] : [`${headings} h1`]), ...twice.map((id) => `the id ${id} twice`)];
}
