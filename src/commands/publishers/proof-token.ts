import { toHex } from "../../model/hash.ts";
import type { PublisherContext } from "./context.ts";

/** Creates a proof token for a publisher's own site, where everybody can read it, so it isn't secret. */
export const proofToken = (random: PublisherContext["random"]): string => `commonwire-${toHex(random(16))}`;
