import type { Article } from "./article/article.ts";
import { getOwn } from "./get-own.ts";
import type { Masthead } from "./masthead.ts";
import { isRetired, RETIRABLE, type Retirable } from "./retired.ts";

/** The kinds of channel, in the order in which pages list them. */
export const CHANNEL_KINDS = ["latest", "section", "topic", "author", "licence"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** A channel's id: `latest`, or kind and id as `section/asia`. It is its address behind /feeds/, unless an author was renamed. */
export type Channel = { id: string; kind: ChannelKind; of: string };

export const LATEST: Channel = { id: "latest", kind: "latest", of: "" };

/** The channel of a kind. */
export const channel = (kind: Exclude<ChannelKind, "latest">, of: string): Channel => ({
  id: `${kind}/${of}`,
  kind,
  of,
});

/** The channel that an id names, or undefined. */
export function channelOf(id: string): Channel | undefined {
  if (id === LATEST.id) return LATEST;
  const [kind, of, ...rest] = id.split("/");
  const known = CHANNEL_KINDS.find((each) => each === kind);
  if (known === undefined || known === "latest" || !of || rest.length > 0) return undefined;
  return channel(known, of);
}

/**
 * The list of articles that exclude themselves from their license. It isn't a channel: it has no address, and `channelOf`
 * doesn't know it.
 */
export const excludedFrom = (licence: string): string => `excluded/${licence}`;

/** The ids of every channel that an article belongs to. */
export const channelsOf = (
  article: Pick<Article, "section" | "topics" | "authors" | "licence" | "exclude">,
): string[] => [
  LATEST.id,
  `section/${article.section}`,
  ...article.topics.map((topic) => `topic/${topic}`),
  ...article.authors.map((author) => `author/${author}`),
  article.exclude ? excludedFrom(article.licence) : `licence/${article.licence}`,
];

/** A channel's name; undefined if the masthead doesn't know it. */
export function channelName({ kind, of }: Channel, { publication, authors, licences }: Masthead): string | undefined {
  if (kind === "latest") return "Latest";
  if (kind === "section") return getOwn(publication.sections, of);
  if (kind === "topic") return getOwn(publication.topics, of);
  if (kind === "author") return getOwn(authors, of)?.name;
  return getOwn(licences, of)?.name;
}

/** The id in a channel's address: for a renamed author, with the author's current name. */
export function channelAddress(id: string, { authors }: Pick<Masthead, "authors">): string {
  const { kind, of } = channelOf(id) ?? LATEST;
  const address = kind === "author" ? getOwn(authors, of)?.address : undefined;
  return address === undefined ? id : `author/${address}`;
}

/** Whether a channel may be known before it has stories: an author or topic could give away a hidden article. */
export const openFromStart = (id: string): boolean => !/^(author|topic)\//.test(id);

/** The channel of something that can be retired. */
export const channelOfRetirable = (kind: Retirable, id: string): string => channel(RETIRABLE[kind], id).id;

const RETIRABLE_OF = { section: "sections", topic: "topics", author: "authors", licence: "licences" } as const;

/** Whether a channel is retired: it continues for its subscribers, and isn't offered to anybody else. */
export const isRetiredChannel = ({ kind, of }: Pick<Channel, "kind" | "of">, { retired }: Pick<Masthead, "retired">) =>
  kind !== "latest" && isRetired(retired, RETIRABLE_OF[kind], of);
