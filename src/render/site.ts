import type { Access } from "../model/access.ts";
import type { MakeMac } from "../model/article/image-mac.ts";
import type { Masthead } from "../model/masthead.ts";

/** What every rendering needs besides articles: the origin, the masthead and the reader's access. */
export type Site = {
  origin: string;
  masthead: Masthead;
  access: Access;
  /** Whether the requested URL contains the key, under `/k`. */
  isKeyInPath?: boolean;
  /** Set if the wire can resize pictures. */
  isResizing?: boolean;
  /** The name of the person who is signed in, on pages for that person only. */
  signedIn?: string | undefined;
  /** Set for licensed access only, if the wire has a key for MACs. Views compute the MACs, so rendering never waits. */
  makeMac?: MakeMac | undefined;
};

/** Returns the base URL for this access: under `/licensed` for readers with a key. No answer ever contains the key itself. */
export const doorOf = ({ origin, access }: Site): string => (access.kind === "public" ? origin : `${origin}/licensed`);
