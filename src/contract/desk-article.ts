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
    id: z.string().describe("Its original name, which never changes."),
    address: z.string().describe("The last part of its page's address: its id, unless it was renamed."),
    version: z.int(),
    standing: z.enum(LIFECYCLE_NAMES).describe("Where it is in its life cycle. `waiting`: not released yet."),
    status: z.enum(STATUSES),
    releaseAt: z.string().describe("When it can go out: at its date or when its embargo ends, whichever is later."),
    released: z.string().nullable().describe("When it was first released."),
    embargo: z.string().nullable(),
    expires: z.string().nullable(),
    expired: z.boolean().describe("Whether the article itself has expired."),
    killed: z.string().nullable().describe("When it was killed, if it had been released before."),
    modified: z.string(),
    licence: Label,
    article: describeComponent(ArticleInput, "The article as it is now, as `PUT` takes it."),
    actions: z.array(z.enum(ACTION_NAMES)).describe("What can be done with it now."),
    sent: z.looseObject({}).describe("The status last sent; `null` for what was left out."),
    decided: z.looseObject({}).describe("What the desk has decided since, in place of what was sent."),
    corrections: z.array(Correction),
    channels: z
      .array(z.object({ id: z.string(), address: z.string(), archive: z.int().nullable() }))
      .describe("Its channels, the address of each under `/feeds/`, and the archive page that it is on."),
    images: z
      .array(z.object({ path: z.string(), elsewhere: z.boolean() }))
      .describe("Its images, and whether another article uses them as well."),
    closedLinks: z
      .array(z.string())
      .describe(
        "Stories it links to that aren't out, by their names in the links. Readers see only the words of those links.",
      ),
    versions: z.array(VersionLineJson).describe(`Its newest ${PAGES.versions} versions, newest first.`),
    log: z.array(AuditEntryJson).describe(`What the desk decided about it, newest first; at most ${PAGES.articleLog}.`),
  })
  .meta({ id: "DeskArticle" });
export type DeskArticleJson = z.infer<typeof DeskArticleJson>;
