import { z } from "zod";
import { sha256 } from "../model/article/image.ts";
import { fields, slug } from "../model/text.ts";

/** Accepts one license version by its hash. */
export const AcceptanceInput = fields({
  licence: slug.describe("The license's id."),
  version: z.int().min(1).describe("The version that was read."),
  hash: sha256.describe("The hash of that text, as shown."),
}).meta({ id: "Acceptance" });

/** A signed agreement. */
export const AgreementJson = z
  .object({
    id: z.uuid(),
    licence: z.string(),
    version: z.int(),
    hash: z.string().describe("SHA-256 of the text that was accepted."),
    issued: z.iso.datetime(),
    expires: z.iso.datetime(),
    ended: z.iso.datetime().optional(),
    jws: z
      .string()
      .describe("The signed agreement, a compact JWS. Check it with the keys at `/.well-known/jwks.json`."),
    policy: z.unknown().describe("The same agreement in ODRL."),
  })
  .meta({ id: "Agreement" });
