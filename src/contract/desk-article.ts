import { z } from "zod";
import { ACTION_NAMES } from "../model/article/action.ts";
import { ArticleInput } from "../model/article/article.ts";
import { Correction } from "../model/article/correction.ts";
import { LIFECYCLE_NAMES } from "../model/article/lifecycle.ts";
import { STATUSES } from "../model/article/status.ts";
import { PAGES } from "../model/policy.ts";
import { AuditEntryJson } from "./audit.ts";
import { describeComponent } from "./component.ts";
import { Label } from "./label.ts";
import { VersionLineJson } from "./version.ts";

/** Everything that the desk knows of an article. */
export const DeskArticleJson = z
  .object({
    id: z.string().describe("Its first name, which never changes."),
    address: z.string().describe("The last part of its page's address: the id, unless it was renamed."),
    version: z.int(),
    standing: z.enum(LIFECYCLE_NAMES).describe("Where in its life it is; `waiting` is what wasn't released yet."),
    status: z.enum(STATUSES),
    releaseAt: z.string().describe("When it may leave: at its date or its embargo, whichever is later."),
    released: z.string().nullable().describe("When it left for the first time."),
    embargo: z.string().nullable(),
    expires: z.string().nullable(),
    expired: z.boolean().describe("Whether its own time is over."),
    killed: z.string().nullable().describe("When it was killed, if it was released before."),
    modified: z.string(),
    licence: Label,
    article: describeComponent(ArticleInput, "The article as it stands, as `PUT` takes it."),
    actions: z.array(z.enum(ACTION_NAMES)).describe("What can be done with it now."),
    sent: z.looseObject({}).describe("The status last sent; `null` where it was left out."),
    decided: z.looseObject({}).describe("What the desk decided since, in the place of what was sent."),
    corrections: z.array(Correction),
    channels: z
      .array(z.object({ id: z.string(), address: z.string(), archive: z.int().nullable() }))
      .describe(
        "The channels that it belongs to, where each is behind `/feeds/`, and the page of the archive where it stands.",
      ),
    images: z
      .array(z.object({ path: z.string(), elsewhere: z.boolean() }))
      .describe("Its images, and whether another article uses them, too."),
    closedLinks: z
      .array(z.string())
      .describe(
        "The stories that it links to and that aren't out, by the names in those links: readers see those links' words alone.",
      ),
    versions: z.array(VersionLineJson).describe(`The newest first; the newest ${PAGES.versions}.`),
    log: z.array(AuditEntryJson).describe(`What the desk decided about it, newest first; at most ${PAGES.articleLog}.`),
  })
  .meta({ id: "DeskArticle" });
export type DeskArticleJson = z.infer<typeof DeskArticleJson>;
