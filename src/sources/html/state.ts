import type { Properties } from "hast";
import type { Mistake } from "../../model/mistake.ts";
import type { Account } from "./account.ts";
import type { Builder } from "./builder.ts";
import type { Base } from "./links.ts";
import type { Profile } from "./profiles.ts";
import type { Format } from "./run.ts";
import type { Survey } from "./survey.ts";
import type { Element, Parent } from "./tree.ts";

/** What is known about one of the story's images. */
export type KnownImage = { caption?: string | undefined; credit?: string | undefined };

/** The working state of one cleaning. */
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
  /** Captions found in the text for images that have none of their own. */
  captions: Map<string, string>;
  /** Fallbacks whose name was used for an embed. */
  used: Set<Element>;
  /** Ids that links within the text lead to, with those links. */
  linkedIds: Map<string, Element[]>;
  publish: (element: Element, context: Context) => void;
  walk: (parent: Parent, context: Context) => void;
};

/** The position in the text at which an element is published. */
export type Context = {
  formats: readonly Format[];
  /** Direction and language that the next block must state, because the element that stated them isn't published. */
  carried: Properties;
  /** Whether the position is among words, where no block is allowed. */
  isPhrasing: boolean;
  isHeading: boolean;
  /** The enclosing figure. */
  figure?: Element;
};

/** Publishes an element in its own way. */
export type Handler = (element: Element, context: Context, state: State) => void;
