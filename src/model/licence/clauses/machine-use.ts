import { z } from "zod";
import { type Clause, describePermission, type Signal, signal } from "../clause.ts";

/** What machines may do with the text, each on its own. */
export const machineUseFields = {
  search: signal.describe("Indexing for search with links and short excerpts."),
  aiInput: signal.describe("As input to generated answers."),
  aiTrain: signal.describe("Training models."),
  ai: signal.describe("Every AI use at once, including future ones; if set, leave out `aiInput` and `aiTrain`."),
};
export const MachineUse = z.object(machineUseFields);
export type MachineUse = z.infer<typeof MachineUse>;

/** What is meant where a licence doesn't say: it doesn't say. */
export const MACHINE_USE: MachineUse = { search: "unset", aiInput: "unset", aiTrain: "unset", ai: "unset" };

/** What is said of every AI use is said of each. */
export const everyUse = (use: MachineUse): MachineUse =>
  use.ai === "unset" ? use : { ...use, aiInput: use.ai, aiTrain: use.ai };

const USES = {
  search: "index the story for search, with links and short excerpts",
  aiInput: "use the story as input to AI answers",
  aiTrain: "train AI models on the story",
  ai: "use the story for AI in any other way",
} as const;

const clause = (key: keyof MachineUse, value: Signal): Clause[] =>
  value === "unset" ? [] : describePermission(`machine-use.${key}`, value, USES[key]);

/** The clauses about machines. */
export const machineUseClauses = (use: MachineUse): Clause[] => [
  ...clause("search", use.search),
  ...clause("aiInput", use.aiInput),
  ...clause("aiTrain", use.aiTrain),
  ...clause("ai", use.ai),
];

/** From the strictest: what is denied anywhere is denied, and what is left open anywhere isn't allowed. */
const STRICTEST: readonly Signal[] = ["deny", "unset", "allow"];

/** What holds for several things at once: of each use, the strictest value. Of nothing, nothing is said. */
export function pickStrictest(uses: readonly MachineUse[]): MachineUse {
  const of = (key: keyof MachineUse): Signal =>
    (uses.length > 0 && STRICTEST.find((value) => uses.some((use) => use[key] === value))) || "unset";
  return { search: of("search"), aiInput: of("aiInput"), aiTrain: of("aiTrain"), ai: of("ai") };
}

/** What holds for all of several things: where they don't agree, nothing is said of all of them. */
export function pickAgreed(uses: readonly MachineUse[]): MachineUse {
  const of = (key: keyof MachineUse): Signal => {
    const [first = "unset", ...others] = new Set(uses.map((use) => use[key]));
    return others.length > 0 ? "unset" : first;
  };
  return { search: of("search"), aiInput: of("aiInput"), aiTrain: of("aiTrain"), ai: of("ai") };
}

/** The same without what it allows of some uses: of those, only what is denied is left. */
export const withoutAllowed = (use: MachineUse, keys: readonly (keyof MachineUse)[]): MachineUse => ({
  ...use,
  ...Object.fromEntries(keys.filter((key) => use[key] === "allow").map((key) => [key, "unset"])),
});
