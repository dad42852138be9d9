import { sha256Hex } from "../../model/hash.ts";
import { ARTICLE } from "../../model/policy.ts";
import { isPublicAddress } from "../../model/public-address.ts";
import { storeImage } from "../publishing/store-image.ts";
import type { Visit } from "./context.ts";

/** Fetches a picture and stores it; undefined if it can't be fetched, or isn't an image that the wire supports. */
export async function keepPicture({ context, asker }: Visit, address: string): Promise<string | undefined> {
  if (!isPublicAddress(address)) return undefined;
  const bytes = await asker.image(address, ARTICLE.imageBytes);
  if (bytes === undefined) return undefined;
  const sha256 = await sha256Hex(bytes);
  const outcome = await storeImage(context.db, context.images, sha256, bytes);
  return outcome.ok ? sha256 : undefined;
}
