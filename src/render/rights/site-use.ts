import type { Terms } from "../../model/licence/terms.ts";

/** A public story: the last segment of its page's URL, and its date for sorting newest first. */
export type PublicStory = { address: string; published: string };

/** The public stories under the same terms. */
export type StoryKind = {
  licence: string;
  terms: Omit<Terms, "text">;
  /** The newest stories, if they must be told apart from others; `hasMore` if there are more. */
  stories: readonly PublicStory[];
  hasMore: boolean;
};

/** The terms for everything public: its kinds of story, and the terms of other pictures. */
export type SiteUse = { kinds: readonly StoryKind[]; pictures: readonly Omit<Terms, "text">[] };

/** A story with its kind. */
export type StoryOfKind = PublicStory & { kind: StoryKind };

/** Returns the stories of several kinds, newest first. */
export const storiesOf = (kinds: readonly StoryKind[]): StoryOfKind[] =>
  kinds
    .flatMap((kind) => kind.stories.map((story) => ({ ...story, kind })))
    .sort((one, other) => compare(other.published, one.published) || compare(other.address, one.address));

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);

/** Returns the value that all share; undefined if they differ or there are none. */
export const agreedOn = (said: readonly string[]): string | undefined =>
  said.every((each) => each === said[0]) ? said[0] : undefined;

/** The path of a story's page only, as robots.txt, RSL and TDMRep write paths: `$` marks the end. */
export const exactPath = ({ address }: PublicStory): string => `/articles/${address}$`;

/** The path of the same page with any query: patterns match path and query, and `$` would exclude queries. */
export const queryPath = ({ address }: PublicStory): string => `/articles/${address}?`;

/** Returns the first texts that fit in a number of characters. */
export function firstFitting(texts: readonly string[], most: number): readonly string[] {
  let length = 0;
  const end = texts.findIndex((text) => {
    // Includes the separator.
    length += text.length + 1;
    return length > most;
  });
  return end < 0 ? texts : texts.slice(0, end);
}
