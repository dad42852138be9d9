import type { Terms } from "../../model/licence/terms.ts";

/** A story that everybody may know of: the last part of its page's address, and its date, by which the newest come first. */
export type PublicStory = { address: string; published: string };

/** The public stories for which the same terms hold. */
export type StoryKind = {
  licence: string;
  terms: Omit<Terms, "text">;
  /** The newest of them, where they have to be told apart from others; `hasMore` where there are more. */
  stories: readonly PublicStory[];
  hasMore: boolean;
};

/** What holds for everything that everybody may see: the kinds of its stories, and the terms of pictures beside them. */
export type SiteUse = { kinds: readonly StoryKind[]; pictures: readonly Omit<Terms, "text">[] };

/** One story with its kind. */
export type StoryOfKind = PublicStory & { kind: StoryKind };

/** The stories of some kinds, the newest first. */
export const storiesOf = (kinds: readonly StoryKind[]): StoryOfKind[] =>
  kinds
    .flatMap((kind) => kind.stories.map((story) => ({ ...story, kind })))
    .sort((one, other) => compare(other.published, one.published) || compare(other.address, one.address));

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);

/** What all of them say alike; undefined where they don't, or where there is nothing. */
export const agreedOn = (said: readonly string[]): string | undefined =>
  said.every((each) => each === said[0]) ? said[0] : undefined;

/** The path of a story's page alone, as robots.txt, RSL and TDMRep write paths: `$` ends it. */
export const exactPath = ({ address }: PublicStory): string => `/articles/${address}$`;

/** The path of the same page with any query: patterns run over path and query, and `$` ends before the query. */
export const queryPath = ({ address }: PublicStory): string => `/articles/${address}?`;

/** As many of some texts, the first ones, as fit into so many characters. */
export function firstFitting(texts: readonly string[], most: number): readonly string[] {
  let length = 0;
  const end = texts.findIndex((text) => {
    // With the mark between two of them.
    length += text.length + 1;
    return length > most;
  });
  return end < 0 ? texts : texts.slice(0, end);
}
