import { z } from "zod";
import { FAILURE_CODES } from "../model/source/failure.ts";
import { SourceKind, SourcesInput } from "../model/source/settings.ts";
import { POST_STATES } from "../model/source/state.ts";
import { fields, slug } from "../model/text.ts";

/** Every source with its settings, as in `content/sources.yaml`. */
export const SourceSet = fields({
  sources: SourcesInput.describe("The sources by id. A source that isn't sent is no longer checked; its stories stay."),
}).meta({ id: "SourceSet" });

/**
 * The credentials for a source. They are stored encrypted and never returned. Mistakes are reported where the kind of source is
 * known, without the values sent.
 */
export const SourceCredentials = fields({
  user: z.string().optional().describe("The user name at the source; not for Ghost."),
  password: z
    .string()
    .optional()
    .describe("For WordPress, an application password, never the one that the user signs in with; not for Ghost."),
  key: z.string().optional().describe("For Ghost, the Content API key and nothing else."),
}).meta({ id: "SourceCredentials" });

/** The source in a path. */
export const SourceId = z.object({ source: slug.describe("The source's id.") });

/** The state of a source. */
export const SourceJson = z
  .object({
    id: z.string(),
    kind: SourceKind,
    address: z.url(),
    mode: z.enum(["publish", "review"]),
    phase: z
      .enum(["import", "pass", "follow"])
      .describe(
        "`import`: its posts are being read for the first time; `pass`: all of them are being compared; `follow`: it is polled.",
      ),
    progress: z
      .object({ page: z.int(), total: z.int().nullable() })
      .describe("The page to read next, and how many posts the site says it has."),
    posts: z.partialRecord(z.enum(POST_STATES), z.int()).describe("How many posts are in each state."),
    hasCredentials: z.boolean().describe("Whether it has a password or a key. Neither is ever shown."),
    credentialsDropped: z
      .boolean()
      .describe("Its address or kind changed, so its password or key was deleted. Set it again."),
    visited: z.iso.datetime().nullable().describe("When it was last read without a failure."),
    nextAt: z.iso.datetime().describe("When it will be checked next."),
    failure: z
      .object({ code: z.enum(FAILURE_CODES), detail: z.string(), words: z.string() })
      .nullable()
      .describe("Why it can't be read: a code, and what to do. Meanwhile, nothing is withdrawn."),
    failingSince: z.iso.datetime().nullable(),
  })
  .meta({ id: "Source" });
export type SourceJson = z.infer<typeof SourceJson>;

export const SourceListJson = z.object({ sources: z.array(SourceJson) }).meta({ id: "SourceList" });

/** An entry in a source's report: a post that isn't published as it is there, or was changed on the way. */
export const SourcePostJson = z
  .object({
    post: z.string().describe("Its id in the CMS; for a feed item, a hash of its guid."),
    url: z.string(),
    edit: z.string().nullable().describe("Where to edit it in the CMS; null for a feed."),
    title: z.string(),
    article: z.string().nullable(),
    state: z.enum(POST_STATES),
    reason: z.string().nullable(),
    warnings: z.array(z.string()),
  })
  .meta({ id: "SourcePost" });
export type SourcePostJson = z.infer<typeof SourcePostJson>;

export const SourceReportJson = z
  .object({
    source: SourceJson,
    posts: z.array(SourcePostJson).describe("The newest posts that weren't published as they are."),
  })
  .meta({ id: "SourceReport" });
export type SourceReportJson = z.infer<typeof SourceReportJson>;

/** The URL for a site's "look now" signal, shown only once. */
export const LookAddressJson = z
  .object({
    address: z
      .url()
      .describe(
        "Send a POST there to have the source checked within a minute. The request says nothing about what changed.",
      ),
  })
  .meta({ id: "LookAddress" });
