import { z } from "zod";
import type { Answer, Says } from "./says.ts";
import { matches } from "./says.ts";

// TDM Reservation Protocol (W3C Community Group): text and data mining is reserved, not reserved, or unknown.

const Rule = z.strictObject({
  location: z.string(),
  "tdm-reservation": z.number(),
  "tdm-policy": z.url().optional(),
});
export const TdmFile = z.array(Rule);
export type TdmFile = z.infer<typeof TdmFile>;

const BITS: Record<string, Says> = { 1: "deny", 0: "allow" };

/** The places of the reservation: the file, the response's header field, the page. */
export type TdmPlaces = { file: TdmFile; field?: string | null; meta?: string | undefined };

/** In the file, the first match counts. Header field and page override it; if they are absent or invalid, it still applies. */
export function readTdm({ file, field, meta }: TdmPlaces, target: string): Answer {
  const inFile = file.find(({ location }) => matches(location, target))?.["tdm-reservation"];
  const said = [meta, field, inFile].map((bit) => BITS[String(bit ?? "")]);
  return { aiTrain: said.find((word) => word !== undefined) ?? "unknown" };
}
