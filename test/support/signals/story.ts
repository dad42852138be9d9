import type { Element } from "../../consumers/xml-tree.ts";
import { get, ORIGIN } from "../wire.ts";
import { licenceLinks } from "./page.ts";
import { type Robots, readRobots } from "./robots.ts";
import { readRsl } from "./rsl.ts";
import { TdmFile } from "./tdmrep.ts";

// The documents and responses that a crawler fetches: for the whole site, and for one story.

/** A response: its header fields, and its text. */
export type Answered = { status: number; field: (name: string) => string | null; text: string };

/** Fetches a path, or an absolute URL of the wire. */
export async function fetchText(address: string): Promise<Answered> {
  const response = await get(address.startsWith(ORIGIN) ? address.slice(ORIGIN.length) : address);
  return { status: response.status, field: (name) => response.headers.get(name), text: await response.text() };
}

/** The site-wide signals. A missing one says nothing. */
export type Site = { robots: Robots; robotsText: string; rsl: Element[]; tdm: TdmFile; rss: Answered };

export async function readSite(): Promise<Site> {
  const [robots, rsl, tdm, rss] = await Promise.all(
    (["/robots.txt", "/rsl.xml", "/.well-known/tdmrep.json", "/feeds/latest.rss"] as const).map(fetchText),
  );
  if (robots?.status !== 200 || tdm?.status !== 200 || rss?.status !== 200) throw new Error("the site doesn't answer");
  return {
    robots: readRobots(robots.text),
    robotsText: robots.text,
    rsl: await documentOf(rsl),
    tdm: TdmFile.parse(JSON.parse(tdm.text)),
    rss,
  };
}

/** Reads a fetched RSL document; a 404 means there is none. */
async function documentOf(answer: Answered | undefined): Promise<Element[]> {
  if (answer === undefined || answer.status === 404) return [];
  if (answer.status !== 200) throw new Error(`RSL answers ${answer.status}`);
  return readRsl(answer.text);
}

/** A story's page, with the RSL documents that its `Link` field and its head link to, by URL. */
export type Page = Answered & { path: string; rsl: Map<string, Element[]> };

/** Returns the URLs in a `Link` field (RFC 8288) that lead to RSL. */
const rslInField = (field: string | null): string[] =>
  [...(field ?? "").matchAll(/<([^>]*)>((?:\s*;\s*[^,;]+)*)/g)].flatMap(([, address = "", parameters = ""]) =>
    /rel="?license"?/.test(parameters) && parameters.includes("application/rsl+xml") ? [address] : [],
  );

export async function readPage(id: string): Promise<Page> {
  const path = `/articles/${id}`;
  const page = await fetchText(path);
  if (page.status !== 200) throw new Error(`${path} answers ${page.status}`);
  const addresses = new Set([...rslInField(page.field("Link")), ...licenceLinks(page.text).rsl]);
  const rsl = new Map<string, Element[]>();
  for (const address of addresses) {
    const answer = await fetchText(address);
    // A broken link is an error, not an absent signal.
    if (answer.status !== 200) throw new Error(`${address} answers ${answer.status}`);
    rsl.set(address, await documentOf(answer));
  }
  return { ...page, path, rsl };
}
