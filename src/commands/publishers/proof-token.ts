import { toHex } from "../../model/hash.ts";
import type { PublisherContext } from "./context.ts";

/** A code for a publisher's own site, where everybody can read it: no secret. */
export const proofToken = (random: PublisherContext["random"]): string => `commonwire-${toHex(random(16))}`;
