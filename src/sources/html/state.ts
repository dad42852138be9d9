import type { Properties } from "hast";
import type { Mistake } from "../../model/mistake.ts";
import type { Account } from "./account.ts";
import type { Builder } from "./builder.ts";
import type { Base } from "./links.ts";
import type { Profile } from "./profiles.ts";
import type { Format } from "./run.ts";
import type { Survey } from "./survey.ts";
import type { Element, Parent } from "./tree.ts";

/** What is known of an image of the story. */
export type KnownImage = { caption?: string | undefined; credit?: string | undefined };

/** What one cleaning works with. */
export type State = Base & {
  field: string;
  images: ReadonlyMap<string, KnownImage>;
  prefix: string;
  profile: Profile;
  survey: Survey;
  isGoogleDoc: boolean;
  account: Account;
  out: Builder;
  mistakes: Mistake[];
  /** Captions in the text of images that have none of their own. */
  captions: Map<string, string>;
  /** Fallbacks that an embed was named by. */
  used: Set<Element>;
  /** Ids that links in the text itself lead to, with those links. */
  linkedIds: Map<string, Element[]>;
  publish: (element: Element, context: Context) => void;
  walk: (parent: Parent, context: Context) => void;
};

/** Where in the text something stands. */
export type Context = {
  formats: readonly Format[];
  /** Direction and language that the next block has to say, because what said it isn't published. */
  carried: Properties;
  /** Among words, where no block can be. */
  isPhrasing: boolean;
  isHeading: boolean;
  /** The figure around it. */
  figure?: Element;
};

/** Publishes an element in its own way. */
export type Handler = (element: Element, context: Context, state: State) => void;
