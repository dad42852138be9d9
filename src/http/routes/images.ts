import type { Context } from "hono";
import { type Access, sight } from "../../model/access.ts";
import { imageType } from "../../model/address.ts";
import type { ImageFile } from "../../model/image.ts";
import type { Masthead } from "../../model/masthead.ts";
import { imageTag } from "../../model/tag.ts";
import { readUsers } from "../../store/article.ts";
import { readImages } from "../../store/image.ts";
import { problem } from "../problems.ts";
import { serve, type WireEnv } from "../serve.ts";

/** `/images/{sha256}.{ext}`: an image, only while an article that this access sees uses it, or as the publication's logo. */
export async function image(c: Context<WireEnv>): Promise<Response> {
  const [, sha256, extension] = /^([0-9a-f]{64})\.([a-z]+)$/.exec(c.req.param("file") ?? "") ?? [];
  if (sha256 === undefined) return problem(c, "not-found");
  const { env, access } = c.env;
  return serve(c, {
    key: `image ${sha256}.${extension}`,
    scope: { image: sha256 },
    render: async ({ masthead }) => {
      const file = (await readImages(env.db, [sha256])).get(sha256);
      if (file === undefined || file.extension !== extension || !(await mayLeave(env.db, file, masthead, access)))
        return undefined;
      const object = await env.images.get(sha256);
      return object === null
        ? undefined
        : { body: new Uint8Array(await object.arrayBuffer()), type: imageType(file), tags: [imageTag(sha256)] };
    },
  });
}

async function mayLeave(db: D1Database, { sha256 }: ImageFile, masthead: Masthead, access: Access): Promise<boolean> {
  if (masthead.publication.logo?.sha256 === sha256) return true;
  const users = await readUsers(db, sha256);
  return users.some((article) => {
    const seen = sight(article, masthead.licences, access);
    return "images" in seen && seen.images.some((each) => each.sha256 === sha256);
  });
}
