import { z } from "zod";
import { type Clause, describePermission, type Signal, signal } from "../clause.ts";

/** What machines may do with the text, use by use. */
export const machineUseFields = {
  search: signal.describe("Indexing for search with links and short excerpts."),
  aiInput: signal.describe("As input for generated answers."),
  aiTrain: signal.describe("Training models."),
  ai: signal.describe("All AI uses, including future ones; if set, leave out `aiInput` and `aiTrain`."),
};
export const MachineUse = z.object(machineUseFields);
export type MachineUse = z.infer<typeof MachineUse>;

/** The signals of a license that doesn't address them. */
export const MACHINE_USE: MachineUse = { search: "unset", aiInput: "unset", aiTrain: "unset", ai: "unset" };

/** Applies what is said about AI in general to each AI use. */
export const everyUse = (use: MachineUse): MachineUse =>
  use.ai === "unset" ? use : { ...use, aiInput: use.ai, aiTrain: use.ai };

const USES = {
  search: "index the story for search, with links and short excerpts",
  aiInput: "use the story as input for AI answers",
  aiTrain: "train AI models on the story",
  ai: "use the story for AI in any other way",
} as const;

const clause = (key: keyof MachineUse, value: Signal): Clause[] =>
  value === "unset" ? [] : describePermission(`machine-use.${key}`, value, USES[key]);

/** The clauses about machine use. */
export const machineUseClauses = (use: MachineUse): Clause[] => [
  ...clause("search", use.search),
  ...clause("aiInput", use.aiInput),
  ...clause("aiTrain", use.aiTrain),
  ...clause("ai", use.ai),
];

/** Strictest first: a use denied anywhere is denied, and one left open anywhere isn't allowed. */
const STRICTEST: readonly Signal[] = ["deny", "unset", "allow"];

/** Returns the strictest value of each use; all unset for an empty list. */
export function pickStrictest(uses: readonly MachineUse[]): MachineUse {
  const of = (key: keyof MachineUse): Signal =>
    (uses.length > 0 && STRICTEST.find((value) => uses.some((use) => use[key] === value))) || "unset";
  return { search: of("search"), aiInput: of("aiInput"), aiTrain: of("aiTrain"), ai: of("ai") };
}

/** Returns the values that all agree on; a use without agreement is unset. */
export function pickAgreed(uses: readonly MachineUse[]): MachineUse {
  const of = (key: keyof MachineUse): Signal => {
    const [first = "unset", ...others] = new Set(uses.map((use) => use[key]));
    return others.length > 0 ? "unset" : first;
  };
  return { search: of("search"), aiInput: of("aiInput"), aiTrain: of("aiTrain"), ai: of("ai") };
}

/** Returns the signals without permissions for some uses; denials stay. */
export const withoutAllowed = (use: MachineUse, keys: readonly (keyof MachineUse)[]): MachineUse => ({
  ...use,
  ...Object.fromEntries(keys.filter((key) => use[key] === "allow").map((key) => [key, "unset"])),
});
