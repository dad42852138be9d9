import { z } from "zod";
import type { Mistake } from "../mistake.ts";
import { ARTICLE, LENGTH } from "../policy.ts";
import { dateTime, fields, line, slug } from "../text.ts";
import { Correction } from "./correction.ts";
import { STATUSES } from "./status.ts";

const standing = {
  status: z.enum(STATUSES).optional(),
  licence: slug.nullish(),
  expires: dateTime.nullish(),
};

/** How an article stood on the wire from which it was exported: what an article says of itself doesn't tell. */
export const Exported = fields({
  version: z.int().min(1).max(ARTICLE.versions).describe("Its version."),
  releaseAt: dateTime
    .optional()
    .describe("The time that feeds give as published, if `published` and `embargo` say otherwise."),
  released: dateTime.optional().describe("When it was first released."),
  modified: dateTime.optional().describe("When it was last changed, if it was released."),
  killed: dateTime.optional().describe("When it was killed, if it had been released before."),
  shown: fields({ authors: z.array(slug).max(ARTICLE.authors), section: slug })
    .optional()
    .describe("For a hidden article: the authors and the section that readers last saw."),
  sent: fields({ ...standing, corrections: z.array(Correction).max(ARTICLE.corrections).optional() })
    .optional()
    .describe("The status last sent, if the desk decided otherwise."),
  decided: fields({ ...standing, licence: slug.optional(), reason: line(LENGTH.note).nullish() })
    .optional()
    .describe("What the desk has decided since."),
}).meta({ id: "ExportedArticle" });
export type Exported = z.infer<typeof Exported>;

/** What counts of how an article stood elsewhere: nothing, where it is here already. */
export const takenFrom = (exported: Exported | undefined, before: unknown): Exported | undefined =>
  before === undefined ? exported : undefined;

/** What can't have been on any wire: times that are to come, a kill of what isn't killed or never left. */
export function exportedMistakes(
  { status, exported }: { status?: string | undefined; exported?: Exported | undefined },
  now: number,
): Mistake[] {
  if (exported === undefined) return [];
  const times = (["released", "modified", "killed"] as const).filter(
    (field) => Date.parse(exported[field] ?? "") > now + ARTICLE.clockSkewMs,
  );
  const isKilled = status === "canceled" && exported.released !== undefined;
  return [
    ...times.map((field) => ({
      field: `exported.${field}`,
      value: JSON.stringify(exported[field]),
      problem: "is in the future",
      allowed: "a time that has passed",
    })),
    ...(exported.killed === undefined || isKilled
      ? []
      : [
          {
            field: "exported.killed",
            value: JSON.stringify(exported.killed),
            problem: "is set, but the article wasn't killed after its release",
            allowed: "status: canceled along with exported.released, or leave the field out",
          },
        ]),
  ];
}
