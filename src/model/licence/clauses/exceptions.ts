import { z } from "zod";
import { CLAUSE, LENGTH } from "../../policy.ts";
import { atMost, line } from "../../text.ts";
import { type Clause, describeFact } from "../clause.ts";

/** What the license doesn't cover, and what overrides it. */
export const exceptionsFields = {
  notOurs: z
    .array(line(LENGTH.title))
    .max(...atMost(CLAUSE.exclusions, "exclusions"))
    .describe("What is never covered, because we don't hold the rights."),
  byAgreement: z
    .enum(["yes", "no"])
    .describe("Whether a separate agreement with an individual publisher may say otherwise."),
};
export const Exceptions = z.object(exceptionsFields).partial({ byAgreement: true });
export type Exceptions = z.infer<typeof Exceptions>;

const AGREEMENT = {
  yes: "A separate agreement with an individual publisher may say otherwise.",
  no: "No agreement with a publisher changes these terms.",
} as const;

/** The clauses about exceptions. */
export const exceptionsClauses = ({ notOurs, byAgreement }: Exceptions): Clause[] => [
  ...describeFact(
    "exceptions.notOurs",
    notOurs,
    `Not covered, because we don’t hold the rights: ${notOurs.join("; ")}.`,
  ),
  ...(byAgreement === undefined ? [] : describeFact("exceptions.byAgreement", byAgreement, AGREEMENT[byAgreement])),
];
