import { z } from "zod";

/** A license version that a publisher has to accept, because it replaces or will replace the accepted one. */
export const AgreementTodo = z
  .object({
    licence: z.string(),
    name: z.string(),
    accepted: z.int().describe("The version that was accepted. Its terms apply until the deadline."),
    version: z.int().describe("The version to accept."),
    terms: z.url().describe("The terms of the version to accept."),
    since: z.iso.datetime().describe("When it came or comes into force. It can be accepted from then on."),
    inForce: z.boolean(),
    deadline: z.iso.datetime().describe("When it must be accepted. After that, keys open nothing under this license."),
    overdue: z.boolean(),
  })
  .meta({ id: "AgreementTodo" });
export type AgreementTodo = z.infer<typeof AgreementTodo>;
