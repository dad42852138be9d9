import { z } from "zod";
import { SourceFailed } from "../../../model/source/failure.ts";

const Root = z.object({ name: z.string().catch(""), home: z.string(), namespaces: z.array(z.string()) });

/** What a site says about itself. */
export type SiteRoot = { home: string; hasCoAuthors: boolean };

/** Reads the root of the API. Throws if it isn't WordPress's. */
export function readRoot(json: unknown): SiteRoot {
  const read = Root.safeParse(json);
  if (!read.success || !URL.canParse(read.data.home)) throw new SourceFailed("unexpected", "the root of the API");
  if (!read.data.namespaces.includes("wp/v2")) throw new SourceFailed("rest-disabled", "no wp/v2");
  return { home: read.data.home, hasCoAuthors: read.data.namespaces.includes("coauthors/v1") };
}
