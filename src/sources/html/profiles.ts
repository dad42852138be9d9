/** What a CMS's own class names mean. Without a profile no class hides anything. */
export type Profile = {
  /** Classes of what readers of the site don't see. */
  hides: readonly string[];
  /** Classes of what is shown on the site and is no part of the story: forms, teasers, repeated quotes. */
  drops: readonly string[];
  /** Classes of what is around a picture and its caption, where that is no `figure`; and of the caption. */
  figures: readonly string[];
  captions: readonly string[];
};

export const PROFILES = {
  none: { hides: [], drops: [], figures: [], captions: [] },
  wordpress: {
    hides: ["screen-reader-text", "screen-reader-shortcut", "hidden"],
    drops: ["wp-block-pullquote", "sharedaddy", "jp-relatedposts", "wp-block-latest-posts", "wp-block-subscribe"],
    figures: ["wp-caption"],
    captions: ["wp-caption-text"],
  },
  ghost: {
    hides: [],
    drops: ["kg-signup-card", "kg-cta-card", "kg-header-card"],
    figures: [],
    captions: [],
  },
  drupal: {
    hides: ["visually-hidden", "element-invisible", "hidden"],
    drops: ["contextual-links", "links--node"],
    figures: [],
    captions: [],
  },
} as const satisfies Record<string, Profile>;
export type ProfileName = keyof typeof PROFILES;
