import type { Cms } from "../../model/article/cms.ts";

/** What a CMS's own names mean. Without a profile no class hides anything. */
export type Profile = {
  /** Classes of what readers of the site don't see. */
  hides: readonly string[];
  /** Classes of what is shown on the site and is no part of the story: forms, teasers, repeated quotes. */
  drops: readonly string[];
  /** Classes of what is around a picture and its caption, where that is no `figure`; and of the caption. */
  figures: readonly string[];
  captions: readonly string[];
  /** A whole paragraph that is code of the CMS or of one of its plug-ins. */
  code?: RegExp;
};

/** What is taken of a text whose CMS nobody named. */
export const NO_PROFILE: Profile = { hides: [], drops: [], figures: [], captions: [] };

/** Each CMS's profile. */
export const PROFILES: Readonly<Record<Cms, Profile>> = {
  wordpress: {
    hides: ["screen-reader-text", "screen-reader-shortcut", "hidden", "sr-only", "wp-block-spacer"],
    drops: [
      ...["wp-block-pullquote", "wp-block-latest-posts", "wp-block-latest-comments", "wp-block-subscribe"],
      ...["wp-block-jetpack-subscriptions", "wp-block-search", "wp-block-loginout", "wp-block-tag-cloud"],
      ...["wp-block-archives", "wp-block-categories", "wp-block-rss", "wp-block-file__button", "more-link"],
      ...["page-links", "sharedaddy", "jp-relatedposts", "addtoany_share_save_container", "wpcf7", "mc4wp-form"],
    ],
    figures: ["wp-caption", "gallery-item"],
    captions: ["wp-caption-text", "gallery-caption"],
    // WordPress itself prints what no plug-in answers to: `[related-posts]`.
    code: /^\[\/?[a-z][\w-]*(?:\s[^[\]]*)?\/?\]$/,
  },
  ghost: {
    hides: ["kg-audio-hide", "kg-video-hide"],
    drops: [
      // What sells, and what asks to sign up. The words of a header are the story's.
      ...["kg-signup-card", "kg-cta-card", "kg-product-card", "kg-email-cta-card"],
      ...["kg-collection-card", "kg-transistor-card", "gh-post-upgrade-cta"],
    ],
    figures: [],
    captions: [],
  },
  drupal: {
    hides: ["visually-hidden", "element-invisible", "hidden", "sr-only", "js-hide"],
    drops: ["contextual-links", "contextual", "links--node", "comment-add"],
    figures: [],
    captions: [],
    // Tokens of modules that are gone: `[[nid:12]]`, `[view:news=page]`.
    code: /^\[\[?[a-z_]+:[^[\]]*\]\]?$/,
  },
};
