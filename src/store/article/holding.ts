import type { ReceivedText } from "../../model/article/holding.ts";

/** A record that a publisher was handed the full text or a picture of some articles, at an address in a state. */
export type HandOver = {
  publisher: string;
  held: readonly ReceivedText[];
  address: string;
  change: number;
  at: string;
};

/** Records which full texts a publisher was handed: the newest version of each article, and when it was handed the first. */
export const writeHoldings = (db: D1Database, { publisher, held, address, change, at }: HandOver) =>
  db
    .prepare(
      `INSERT INTO holding (publisher, article, version, change, address, first_at, at)
       SELECT ?2, value ->> 'article', value ->> 'version', ?3, ?4, ?5, ?5 FROM json_each(?1) WHERE true
       ON CONFLICT (publisher, article) DO UPDATE SET version = excluded.version, change = excluded.change, address = excluded.address, at = excluded.at
       WHERE excluded.version > holding.version`,
    )
    .bind(JSON.stringify(held), publisher, change, address, at);

/** Records the articles of which a publisher was handed a picture: the newest, and when it was handed the first. */
export const writePictureHoldings = (db: D1Database, { publisher, held, address, at }: HandOver) =>
  db
    .prepare(
      `INSERT INTO picture_holding (publisher, article, address, first_at, at)
       SELECT ?2, value ->> 'article', ?3, ?4, ?4 FROM json_each(?1) WHERE true
       ON CONFLICT (publisher, article) DO UPDATE SET address = excluded.address, at = excluded.at`,
    )
    .bind(JSON.stringify(held), publisher, address, at);
