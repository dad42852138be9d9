import { matchesPath } from "./says.ts";

// TDM Reservation Protocol: mining is reserved, not reserved, or nothing is known.

export type TdmRule = { location: string; "tdm-reservation": number; "tdm-policy"?: string | undefined };
export type Reserved = "reserved" | "not reserved" | "unknown";

const MEANINGS: Record<string, Reserved> = { 1: "reserved", 0: "not reserved" };
const meaning = (bit: unknown): Reserved => MEANINGS[String(bit)] ?? "unknown";

/** The file first, of which the first matching rule counts; what the field says comes after it, and its absence resets nothing. */
export function readTdm(rules: readonly TdmRule[], target: string, field: string | null): Reserved {
  const inFile = rules.find(({ location }) => matchesPath(location, target));
  const said = inFile === undefined ? "unknown" : meaning(inFile["tdm-reservation"]);
  return field === null ? said : meaning(field);
}
