/** Forms of a message by the category of its number (CLDR), or by the number itself, as `"30"`. */
export type Plural = Readonly<Record<string, string> & { other: string }>;

/** A message: words with `{placeholders}`, or their plural forms. */
export type Message = string | Plural;
