import type { Cms } from "../../model/article/cms.ts";

/** What a CMS's own class names mean. Without a profile, no class hides anything. */
export type Profile = {
  /** Classes of content that readers of the site don't see. */
  hides: readonly string[];
  /** Classes of content that the site shows but that isn't part of the story: forms, teasers, pull quotes. */
  drops: readonly string[];
  /** Classes of the wrapper around a picture and its caption if it isn't a `figure`, and of the caption. */
  figures: readonly string[];
  captions: readonly string[];
  /** Matches a whole paragraph that is code of the CMS or of one of its plug-ins. */
  code?: RegExp;
};

/** The profile for a text whose CMS is unknown. */
export const NO_PROFILE: Profile = { hides: [], drops: [], figures: [], captions: [] };

/** The profile of each CMS. */
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
    // WordPress prints a shortcode as is if no plug-in handles it: `[related-posts]`.
    code: /^\[\/?[a-z][\w-]*(?:\s[^[\]]*)?\/?\]$/,
  },
  ghost: {
    hides: ["kg-audio-hide", "kg-video-hide"],
    drops: [
      // Cards that sell something or ask for a sign-up. The words in a header card belong to the story.
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
    // Tokens of modules that were removed: `[[nid:12]]`, `[view:news=page]`.
    code: /^\[\[?[a-z_]+:[^[\]]*\]\]?$/,
  },
};
