import { type MachineUse, pickStrictest } from "../../model/licence/clauses/machine-use.ts";
import type { Site } from "../site.ts";

// TDM Reservation Protocol (W3C Community Group Final Report, 2024).

/**
 * The one bit of TDMRep: 1 where answers or training are denied, 0 where both are allowed. Else undefined: 0 would give up
 * a right that nobody gave up.
 */
export function reservation({ aiInput, aiTrain }: MachineUse): 0 | 1 | undefined {
  if (aiInput === "deny" || aiTrain === "deny") return 1;
  return aiInput === "allow" && aiTrain === "allow" ? 0 : undefined;
}

/** `/.well-known/tdmrep.json`: what holds for everything here at once; no rule where nothing is said. */
export function renderTdmrep(uses: readonly MachineUse[], { origin }: Site): string {
  const bit = reservation(pickStrictest(uses));
  if (bit === undefined) return "[]";
  return JSON.stringify([
    { location: "/", "tdm-reservation": bit, ...(bit === 1 ? { "tdm-policy": `${origin}/#licences` } : {}) },
  ]);
}
