import type { Access } from "../model/access.ts";
import type { MakeMac } from "../model/article/image-mac.ts";
import type { Masthead } from "../model/masthead.ts";

/** What every rendering stands on, beside the articles: where, whose, and for whom. */
export type Site = {
  origin: string;
  masthead: Masthead;
  access: Access;
  /** Whether the address that was asked for holds the key, under `/k`. */
  isKeyInPath?: boolean;
  /** There where the wire can resize pictures. */
  isResizing?: boolean;
  /** The name of the person that is signed in, on pages that are for that person alone. */
  signedIn?: string | undefined;
  /** There for licensed access alone, if the wire has a key for it; views make the macs, so that rendering waits for nothing. */
  makeMac?: MakeMac | undefined;
};

/** Where this access reads: behind `/licensed` for those who show a key. The key itself stands in no answer. */
export const doorOf = ({ origin, access }: Site): string => (access.kind === "public" ? origin : `${origin}/licensed`);
