/** The formats of feeds, as people call them. */
export const FORMAT_NAMES = { rss: "RSS", atom: "Atom", json: "JSON Feed" } as const;
