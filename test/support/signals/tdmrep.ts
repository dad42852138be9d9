import { z } from "zod";
import type { Answer, Says } from "./says.ts";
import { matches } from "./says.ts";

// TDM Reservation Protocol (W3C Community Group): mining is reserved, not reserved, or nothing is known.

const Rule = z.strictObject({
  location: z.string(),
  "tdm-reservation": z.number(),
  "tdm-policy": z.url().optional(),
});
export const TdmFile = z.array(Rule);
export type TdmFile = z.infer<typeof TdmFile>;

const BITS: Record<string, Says> = { 1: "deny", 0: "allow" };

/** Where the bit stands: in the file, in the answer's field, in the page. */
export type TdmPlaces = { file: TdmFile; field?: string | null; meta?: string | undefined };

/** In the file the first match counts. Field and page supersede it, and their absence, or an error, resets nothing. */
export function readTdm({ file, field, meta }: TdmPlaces, target: string): Answer {
  const inFile = file.find(({ location }) => matches(location, target))?.["tdm-reservation"];
  const said = [meta, field, inFile].map((bit) => BITS[String(bit ?? "")]);
  return { aiTrain: said.find((word) => word !== undefined) ?? "unknown" };
}
