/** Shortcodes that embed something, as named in WordPress, its plug-ins and Jetpack. */
const EMBEDS: ReadonlySet<string> = new Set(
  (
    "embed youtube vimeo tweet twitter soundcloud iframe video audio instagram facebook tiktok dailymotion spotify ted " +
    "wpvideo videopress googlemaps gist scribd slideshare giphy bandcamp mixcloud pinterest reddit flickr archiveorg " +
    "documentcloud datawrapper flourish infogram polldaddy crowdsignal"
  ).split(" "),
);

/** The shortcode name used for what Drupal 7 puts between `[[{` and `}]]`. */
export const DRUPAL_MEDIA = "drupal-7-media";

/** Shortcodes that show pictures by their ids in another system; publishing without them would lose the pictures. */
const PICTURES: ReadonlySet<string> = new Set([
  ...["gallery", "slideshow", "nggallery", "ngg", "envira-gallery", "foogallery", DRUPAL_MEDIA],
]);

/** Names that are code even without any values. */
const ALWAYS: ReadonlySet<string> = new Set([
  ...["caption", "wp_caption", "embed", "gallery", "playlist", "nggallery", "nextpage", "more"],
]);

export const isEmbed = (name: string): boolean => EMBEDS.has(name);
export const showsPictures = (name: string): boolean => PICTURES.has(name);
export const isAlwaysCode = (name: string): boolean => ALWAYS.has(name);

/** Address prefixes for embeds that are identified only by an id. */
export const NUMBERED: Readonly<Record<string, string>> = {
  youtube: "https://www.youtube.com/watch?v=",
  vimeo: "https://vimeo.com/",
  tweet: "https://x.com/i/status/",
  dailymotion: "https://www.dailymotion.com/video/",
  spotify: "https://open.spotify.com/",
};
