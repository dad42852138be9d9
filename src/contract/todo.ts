import { z } from "zod";
import { PAGES } from "../model/policy.ts";
import { AgreementTodo } from "./agreement-todo.ts";
import { KeyTodo } from "./key-todo.ts";
import { OwnRecallJson } from "./recall.ts";

const CorrectionTodo = z
  .object({
    article: z.url(),
    slug: z.string(),
    read: z.int().describe("The last version that was read."),
    version: z.int().describe("The current version."),
    modified: z.iso.datetime(),
    note: z.string().nullable().describe("What the newest correction says."),
    deadline: z.iso
      .datetime()
      .nullable()
      .describe("When copies must be corrected; null if the license sets no deadline."),
    overdue: z.boolean(),
  })
  .meta({ id: "CorrectionTodo" });

const GoneTodo = z
  .object({
    article: z.url(),
    slug: z.string(),
    because: z.enum(["withheld", "expired", "not-licensed"]),
    since: z.iso.datetime().describe("When the article last changed; an agreement may have ended later."),
  })
  .meta({ id: "GoneTodo" });

/** A publisher's to-dos. */
export const TodoJson = z
  .object({
    recalls: z.array(OwnRecallJson).describe("Killed stories for which it hasn't reported what became of its copy."),
    corrections: z.array(CorrectionTodo).describe("Stories it last read in an older version."),
    gone: z.array(GoneTodo).describe("Stories it read and may no longer show."),
    agreements: z.array(AgreementTodo).describe("Licenses with a new text to accept, earliest deadline first."),
    keys: z.array(KeyTodo).describe("Keys that were found on public pages, or that will no longer be able to manage."),
    behind: z.object({
      changes: z
        .int()
        .describe(
          `Changes to what it may read since it last read a feed, a list or the changes. ${PAGES.countedChanges} means that many or more.`,
        ),
      lastRead: z.iso.datetime().nullable(),
    }),
  })
  .meta({ id: "Todo" });
export type TodoJson = z.infer<typeof TodoJson>;
