import { createRequire } from "node:module";
import { z } from "zod";
import { type Consumer, compare, feedUrl, type Seen } from "./lab.ts";
import { installed } from "./process.ts";

const Feed = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      url: z.string(),
      date_published: z.iso.datetime({ offset: true }),
      date_modified: z.iso.datetime({ offset: true }),
      authors: z.array(z.object({ name: z.string() })),
    }),
  ),
});

/** Validates against the JSON Schema of JSON Feed 1.1. */
export const jsonFeed: Consumer = {
  name: "jsonfeed-schema",
  packages: "npm: jsonfeed-schema, ajv",
  isHere: () => installed("jsonfeed-schema/schema-v1.1.json") && installed("ajv"),
  check: async (lab) => {
    const body: unknown = await (await fetch(feedUrl(lab, "json"))).json();
    lab.report.check("jsonfeed-schema: valid", await schemaMistakes(body));
    const { items } = Feed.parse(body);
    const seen = items.map(
      ({ id, title, url, date_published, date_modified, authors }): Seen => ({
        id,
        title,
        link: url,
        published: date_published,
        modified: date_modified,
        authors: authors.map(({ name }) => name),
      }),
    );
    compare(lab, "jsonfeed-schema", seen, ["title", "link", "published", "modified", "authors"]);
  },
};

async function schemaMistakes(body: unknown): Promise<string[]> {
  const { Ajv } = await import("ajv");
  const schema: object = createRequire(import.meta.url)("jsonfeed-schema/schema-v1.1.json");
  const ajv = new Ajv({ allErrors: true });
  ajv.addFormat("uri", (text: string) => URL.canParse(text));
  ajv.addFormat("date-time", (text: string) => z.iso.datetime({ offset: true }).safeParse(text).success);
  const validate = ajv.compile(schema);
  return validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
