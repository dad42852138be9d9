import { z } from "zod";
import { ACTION_NAMES, whyNot } from "../../model/article/action.ts";
import { ArticleInput, STATUSES, type Version } from "../../model/article/article.ts";
import { Correction } from "../../model/article/correction.ts";
import type { DeskDecisions, SentFields } from "../../model/article/decision.ts";
import { nameLifecycle, STANDINGS } from "../../model/article/lifecycle.ts";
import { getOwn } from "../../model/get-own.ts";
import { PAGES } from "../../model/policy.ts";
import type { Site } from "../site.ts";
import { type FieldChange, inputOf, type Text } from "../versions.ts";

/** A line of the log of decisions. */
export const AuditJson = z.object({
  at: z.iso.datetime(),
  by: z.string(),
  action: z.string(),
  publisher: z.string().nullable(),
  article: z.string().nullish(),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});

const VersionLine = z.object({
  version: z.int(),
  at: z.string().describe("When it was made."),
  by: z.string().describe("By whom of the desk."),
  status: z.enum(STATUSES).describe("How the article stood then."),
});

/** A version of an article, as the desk reads it. */
export const VersionJson = VersionLine.extend({
  id: z.string(),
  article: ArticleInput.describe("The article as it was then, as `PUT` takes it."),
});
export type VersionJson = z.infer<typeof VersionJson>;

/** Everything that the desk knows of an article. */
export const DeskArticleJson = z.object({
  id: z.string(),
  version: z.int(),
  standing: z.enum(STANDINGS).describe("Where in its life it is; `waiting` is what wasn't released yet."),
  status: z.enum(STATUSES),
  releaseAt: z.string().describe("When it may leave: at its date or its embargo, whichever is later."),
  released: z.string().nullable().describe("When it left for the first time."),
  embargo: z.string().nullable(),
  expires: z.string().nullable(),
  expired: z.boolean().describe("Whether its own time is over."),
  killed: z.string().nullable().describe("When it was killed, if it was released before."),
  modified: z.string(),
  licence: z.object({ id: z.string(), name: z.string() }),
  article: ArticleInput.describe("The article as it stands, as `PUT` takes it."),
  actions: z.array(z.enum(ACTION_NAMES)).describe("What can be done with it now."),
  sent: z.looseObject({}).describe("What was last sent of its standing; `null` where it was left out."),
  decided: z.looseObject({}).describe("What the desk decided since, in the place of what was sent."),
  corrections: z.array(Correction),
  channels: z
    .array(z.object({ id: z.string(), archive: z.int().nullable() }))
    .describe("The channels that it belongs to, and the page of the archive where it stands."),
  images: z
    .array(z.object({ path: z.string(), elsewhere: z.boolean() }))
    .describe("Its images, and whether another article uses them, too."),
  versions: z.array(VersionLine).describe(`The newest first; the newest ${PAGES.versions}.`),
  log: z.array(AuditJson).describe(`What the desk decided of it, the newest first; the newest ${PAGES.articleLog}.`),
});
export type DeskArticleJson = z.infer<typeof DeskArticleJson>;

const Part = z.object({ kind: z.enum(["equal", "added", "removed"]), text: z.string() });

/** What changed between two versions. */
export const DiffJson = z.object({
  id: z.string(),
  from: VersionLine,
  to: VersionLine,
  fields: z.array(
    z.object({
      field: z.string(),
      parts: z
        .array(Part)
        .optional()
        .describe("Of a text: without what was added it is the earlier one, without what was removed the later one."),
      from: z.unknown().optional().describe("Of anything else: as it was; `null` where it was left out."),
      to: z.unknown().optional().describe("As it is in the later one."),
    }),
  ),
});
export type DiffJson = Omit<z.infer<typeof DiffJson>, "fields"> & { fields: FieldChange[] };

/** What is known beside an article's text. */
type About = Pick<DeskArticleJson, "channels" | "images" | "versions" | "log">;
type Whole = { version: Version & { sent: SentFields; decided: DeskDecisions }; text: Text };

/** Everything that the desk knows of an article, as JSON. */
export function deskArticleJson({ version, text }: Whole, { masthead }: Site, about: About): DeskArticleJson {
  const { id, status, released, embargo, expires, expired, killed, licence, sent, decided } = version;
  return {
    ...{ id, version: version.version, status, standing: nameLifecycle(version) },
    releaseAt: version.publishedAt,
    released: released ?? null,
    embargo: embargo ?? null,
    expires: expires ?? null,
    expired: expired === true,
    killed: killed ?? null,
    modified: version.modifiedAt,
    licence: { id: licence, name: getOwn(masthead.licences, licence)?.name ?? licence },
    article: inputOf(text),
    actions: ACTION_NAMES.filter((name) => whyNot(name, version) === undefined),
    sent: { ...sent },
    decided: { ...decided },
    corrections: version.corrections ?? [],
    ...about,
  };
}
