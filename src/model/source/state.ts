import type { SourceFailure } from "./failure.ts";
import type { SourceSettings } from "./settings.ts";

/** The wire's progress with a source. */
export type SourceState = {
  /** `import`: posts are read page by page; `pass`: the site is compared with the known posts; `follow`: it is polled. */
  phase: "import" | "pass" | "follow";
  /** The next page to read, and how many posts the site had when its first page was read. */
  page: number;
  total?: number;
  /** The greatest id on earlier pages, which tells the pass which ids to expect on the next. */
  behind?: string;
  /** The URL of the site's API or feed, and the site that it reported to be. */
  root?: string;
  home?: string;
  /** Start of the next query for edits; UTC by the site's clock. */
  cursor?: string;
  /** The newest posts in the last listing. */
  newest?: [id: string, modified: string][];
  /** The next block of known posts to check. */
  block?: number;
  /** When the last pass ended, UTC. */
  passed?: string;
  /** A feed's validators for conditional requests, and a hash of its last answer. */
  etag?: string;
  lastModified?: string;
  digest?: string;
  /** The feed's next page in the first import, and the hash of an earlier page: a feed that returns to it is circular. */
  next?: string;
  anchor?: string;
  /** The desk confirmed that it is right that many posts are gone. */
  goneConfirmed?: boolean;
  /** Its URL or kind changed, so its password or key was deleted. */
  credentialsDropped?: boolean;
};

/** Where every source starts, and starts again when its rules change. */
export const FIRST_STATE: SourceState = { phase: "import", page: 1 };

/** A source as it is stored. */
export type Source = {
  id: string;
  settings: SourceSettings;
  state: SourceState;
  /** SHA-256 of the settings that decide how posts are handled: posts processed under others are processed again. */
  rules: string;
  hasCredentials: boolean;
  failure: SourceFailure | null;
  failingSince: string | null;
  failures: number;
  nextAt: string;
  visited: string | null;
};

/** The state of a post. `withheld`: it was public and no longer is; `reported`: the same, but left up by rule. */
export const POST_STATES = ["taking", "taken", "waiting", "left-out", "refused", "withheld", "reported"] as const;
export type PostState = (typeof POST_STATES)[number];

/** States of posts that are public there as far as is known: a disappearance matters. */
export const HELD: readonly PostState[] = ["taken", "waiting"];
/** States of posts that were once public and are looked for. */
export const MISSED: readonly PostState[] = ["withheld", "reported"];

/** A warning for an editor about a post that was taken. */
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

/** Returns the warning as a sentence. */
export const postWarningSentence = ({ code, detail }: PostWarning): string =>
  detail === "" ? WARNINGS[code] : `${WARNINGS[code]} ${detail}`;
