import type { z } from "zod";
import { licenceFor } from "../../model/article/article.ts";
import type { MastheadInput } from "../../model/masthead.ts";
import { staysHere } from "../../model/picture.ts";
import type { ArticleFile } from "./field-schemas.ts";
import type { FileMistake } from "./file-mistake.ts";
import type { ReadFile } from "./read-folder.ts";

type Story = ReadFile<z.output<typeof ArticleFile>>;

/** Returns notes on pictures that only the wire's own pages will show: nothing is wrong, but that may be unintended. */
export function homePictures(stories: readonly Story[], masthead: MastheadInput): FileMistake[] {
  const all = Object.entries(masthead.licences);
  const licences = Object.fromEntries(all.map(([id, { publicText, assets = {} }]) => [id, { publicText, assets }]));
  const rules = { licences, publication: masthead.publication };
  return stories.flatMap(({ value, path, parsed }) =>
    (value?.images ?? []).flatMap(({ file: _, ...rights }, index) => {
      const licence = value && licenceFor(value, masthead.publication);
      const image = { ...rights, ...NO_FILE };
      if (value === undefined || licence === undefined || !staysHere(image, { ...value, licence }, rules)) return [];
      const field = `images[${index}].licence`;
      return [
        { file: path, line: parsed.lineOf(field), field, value: JSON.stringify(rights.licence), problem: PROBLEM },
      ];
    }),
  );
}

const PROBLEM =
  "the picture will appear only on the wire's own pages, because it's yours; no feed, API response or kit will include it";

/** A placeholder file: the file itself doesn't decide where a picture may go. */
const NO_FILE = { sha256: "", extension: "jpg", width: 1, height: 1, bytes: 1 } as const;
