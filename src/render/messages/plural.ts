/** A message's plural forms by CLDR category, or by an exact number such as `"30"`. */
export type Plural = Readonly<Record<string, string> & { other: string }>;

/** A message: words with `{placeholders}`, or their plural forms. */
export type Message = string | Plural;
