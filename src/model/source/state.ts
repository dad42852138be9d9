import type { SourceFailure } from "./failure.ts";
import type { SourceSettings } from "./settings.ts";

/** How far the wire is with a source. */
export type SourceState = {
  /** `import`: its posts are read page by page; `pass`: what is there is compared with what is known; `follow`: it is polled. */
  phase: "import" | "pass" | "follow";
  /** The page that is read next, and how many posts the site had when its first page was read. */
  page: number;
  total?: number;
  /** The greatest id on the pages before: the pass knows by it which ids should be on the next. */
  behind?: string;
  /** Where the site's API or feed is, and the site that it said it is. */
  root?: string;
  home?: string;
  /** Edits since are asked for; UTC by the site's clock. */
  cursor?: string;
  /** Its newest posts as they were last listed. */
  newest?: [id: string, modified: string][];
  /** The block of known posts that is looked at next. */
  block?: number;
  /** When the last pass ended, UTC. */
  passed?: string;
  /** What feeds answer a conditional request by, and a hash of what they last answered. */
  etag?: string;
  lastModified?: string;
  digest?: string;
  /** The next of a feed's pages in the first import, and a hash of a page before: a feed that comes back to that goes in a circle. */
  next?: string;
  anchor?: string;
  /** The desk said that many posts are gone, and that this is right. */
  goneConfirmed?: boolean;
  /** Its address or kind changed, and the password or key that it had was deleted. */
  credentialsDropped?: boolean;
};

/** Where every source begins, and begins again when its rules change. */
export const FIRST_STATE: SourceState = { phase: "import", page: 1 };

/** A source as the wire keeps it. */
export type Source = {
  id: string;
  settings: SourceSettings;
  state: SourceState;
  /** SHA-256 of the settings that decide what becomes of a post: posts taken by others are looked at again. */
  rules: string;
  hasCredentials: boolean;
  failure: SourceFailure | null;
  failingSince: string | null;
  failures: number;
  nextAt: string;
  visited: string | null;
};

/** What became of a post: `withheld` was public and isn't any more, `reported` the same, left as it is by rule. */
export const POST_STATES = ["taking", "taken", "waiting", "left-out", "refused", "withheld", "reported"] as const;
export type PostState = (typeof POST_STATES)[number];

/** Posts in these states are public there, as far as is known: so it matters where one isn't any more. */
export const HELD: readonly PostState[] = ["taken", "waiting"];
/** Those that were public once, and are looked for. */
export const MISSED: readonly PostState[] = ["withheld", "reported"];

/** Something that an editor should know of a post that was taken. */
export type PostWarning = { code: WarningCode; detail: string };

const WARNINGS = {
  "image-rights": "A picture was left out because nothing says who owns it.",
  "image-not-read": "A picture was left out because it couldn't be read.",
  original: "The site says that this was first published elsewhere. Check whose story it is.",
  "no-byline": "The byline isn't a person's name, so the story is unsigned.",
  cleaned: "Part of the text was changed or left out.",
  "not-all-read": "The site couldn't send all of it.",
  "held-by-desk": "The desk's decision stands.",
} as const;
export type WarningCode = keyof typeof WARNINGS;

/** The warning as a sentence. */
export const postWarningSentence = ({ code, detail }: PostWarning): string =>
  detail === "" ? WARNINGS[code] : `${WARNINGS[code]} ${detail}`;
