import type { RootContent } from "hast";
import type { Body } from "../../model/article/article.ts";
import type { Cms } from "../../model/article/cms.ts";
import type { Mistake } from "../../model/mistake.ts";
import { withoutForbidden } from "../../model/text.ts";
import type { Warning } from "../../model/warning.ts";
import { Account } from "./account.ts";
import { Builder } from "./builder.ts";
import { cutOffMistake } from "./cut-off.ts";
import { withoutDangling } from "./footnotes.ts";
import { isGoogleDoc } from "./google-docs.ts";
import { ownImage } from "./images.ts";
import { type Base, fragmentIn, mediaAddress } from "./links.ts";
import type { Entry } from "./paragraphs.ts";
import { CutOff, type Parsed, parse, TooDeep } from "./parse.ts";
import { NO_PROFILE, PROFILES } from "./profiles.ts";
import { toHtml } from "./serialize.ts";
import { guarded } from "./shortcode.ts";
import { resolveShortcodes } from "./shortcodes.ts";
import type { Context, KnownImage, State } from "./state.ts";
import { survey } from "./survey.ts";
import type { Element, Parent } from "./tree.ts";
import { publish, walk } from "./walk.ts";

/** The context in which a text is cleaned. */
export type CleanOptions = {
  /** The origin of the wire. */
  origin: string;
  /** The base for relative links: the page that the text comes from. Without it, the wire. */
  base?: string | undefined;
  /** The story's images, by hash. An image that has a caption, even an empty one, keeps it. */
  images?: ReadonlyMap<string, KnownImage>;
  /** The prefix for ids, which keeps them unique on a page with many stories. */
  prefix?: string;
  /** The CMS that the text comes from; selects the profile of its class names. */
  cms?: Cms | undefined;
  /** The direction of the text as a whole, if it isn't left to right. */
  direction?: "rtl" | undefined;
  /** The field name used in mistakes. */
  field?: string;
};

/** A cleaned body, captions for images that had none, and the warnings; or the mistakes. */
export type CleaningResult =
  | { ok: true; body: Body; captions: ReadonlyMap<string, string>; warnings: Warning[] }
  | { ok: false; mistakes: Mistake[]; warnings: Warning[] };

/**
 * Cleans HTML from outside: simple tags, absolute links, and each image split out into a piece of its own. Anything that can't
 * be published as it is becomes a link or is removed, and is listed in `warnings`. An image without rights data is a mistake.
 */
export function cleanHtml(html: string, options: CleanOptions): CleaningResult {
  const field = options.field ?? "body";
  const source = guarded(withoutForbidden(html));
  try {
    const parsed = parse(source);
    const state = stateOf(source, parsed, options, field);
    state.walk(parsed.root, { ...OUTSIDE, carried: options.direction ? { dir: options.direction } : {} });
    const entries = withoutDangling(state.out.finish(), state);
    const warnings = state.account.list();
    if (state.mistakes.length > 0) return { ok: false, mistakes: state.mistakes, warnings };
    return { ok: true, body: inPieces(entries), captions: state.captions, warnings };
  } catch (error) {
    return { ok: false, mistakes: [unreadable(error, field)], warnings: [] };
  }
}

const OUTSIDE: Context = { formats: [], carried: {}, isPhrasing: false, isHeading: false };

function stateOf(source: string, { root, marks }: Parsed, options: CleanOptions, field: string): State {
  const { origin, images = new Map(), prefix = "cw-", cms } = options;
  const profile = cms === undefined ? NO_PROFILE : PROFILES[cms];
  const base: Base = { origin, base: options.base ?? `${origin}/` };
  const account = new Account(source, marks);
  resolveShortcodes(root, source, account);
  const found = survey(root, {
    profile,
    fragmentOf: (href) => fragmentIn(href, base),
    imageOf: (element) => ownImage(element, { images, ...base }),
  });
  const state: State = {
    ...{ ...base, field, images, prefix, profile, survey: found, account, mistakes: [] },
    ...{ captions: new Map(), isGoogleDoc: isGoogleDoc(source), used: new Set(), linkedIds: new Map() },
    out: new Builder((address) => mediaAddress(address, base)),
    publish: (element: Element, context: Context) => publish(element, context, state),
    walk: (parent: Parent, context: Context) => walk(parent, context, state),
  };
  return state;
}

/** Returns the mistake for a text that couldn't be read at all. */
function unreadable(error: unknown, field: string): Mistake {
  if (error instanceof TooDeep)
    return {
      field,
      problem: "is nested too deeply",
      allowed: "HTML with less nesting, with every tag closed",
    };
  if (!(error instanceof CutOff)) throw error;
  return cutOffMistake(error, field);
}

/** Splits the entries into pieces of HTML and the images between them. */
function inPieces(entries: readonly Entry[]): Body {
  const body: (string | { image: string })[] = [];
  let run: RootContent[] = [];
  const flush = () => {
    if (run.length === 0) return;
    const html = toHtml(run).trim();
    if (html !== "") body.push(html);
    run = [];
  };
  for (const entry of entries) {
    if (entry.kind === "node") run.push(entry.node);
    if (entry.kind !== "image") continue;
    flush();
    body.push({ image: entry.image });
  }
  flush();
  return body;
}
