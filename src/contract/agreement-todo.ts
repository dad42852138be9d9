import { z } from "zod";

/** A text that a publisher has to accept, because another one takes or took the place of the one that it accepted. */
export const AgreementTodo = z
  .object({
    licence: z.string(),
    name: z.string(),
    accepted: z.int().describe("The version that was accepted: its terms hold until the deadline."),
    version: z.int().describe("The version to accept."),
    terms: z.url().describe("What that one says."),
    since: z.iso
      .datetime()
      .describe("Since when it is, or from when it will be, in force; it can be accepted from then on."),
    inForce: z.boolean(),
    deadline: z.iso.datetime().describe("By when: after it, keys open nothing under this licence."),
    overdue: z.boolean(),
  })
  .meta({ id: "AgreementTodo" });
export type AgreementTodo = z.infer<typeof AgreementTodo>;
