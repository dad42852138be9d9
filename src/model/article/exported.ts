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

/** An article's state on the wire that it was exported from, which its own fields don't say. */
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

/** The parts of an exported state that count: none, if the article is here already. */
export const takenFrom = (exported: Exported | undefined, before: unknown): Exported | undefined =>
  before === undefined ? exported : undefined;

/** States that no wire can have had: future times, a kill time for a story that isn't killed or was never released. */
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
