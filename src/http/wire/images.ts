import type { Context } from "hono";
import { type Access, visibility } from "../../model/access.ts";
import { imageType } from "../../model/address.ts";
import type { ReceivedText } from "../../model/article/holding.ts";
import type { ImageFile } from "../../model/article/image.ts";
import { getOwn } from "../../model/get-own.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import type { Masthead } from "../../model/masthead.ts";
import { imageTag } from "../../model/tag.ts";
import { readUsers } from "../../store/article/article.ts";
import { readImages } from "../../store/article/image.ts";
import { serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { imageHeaders } from "../respond/machine-use.ts";
import { problem } from "../respond/problems.ts";

/** `/images/{sha256}.{ext}`: an image, only while an article that this access sees uses it, or as the publication's logo. */
export async function serveImage(c: Context<WireEnv>): Promise<Response> {
  const [, sha256, extension] = /^([0-9a-f]{64})\.([a-z]+)$/.exec(c.req.param("file") ?? "") ?? [];
  if (sha256 === undefined) return problem(c, "not-found");
  const { env, access } = c.env;
  return serve(c, {
    key: `image ${sha256}.${extension}`,
    scope: { image: sha256 },
    render: async ({ masthead }) => {
      const file = (await readImages(env.db, [sha256])).get(sha256);
      if (file === undefined || file.extension !== extension) return undefined;
      const under = await leavesUnder(env.db, file, masthead, access);
      const object = under && (await env.images.get(sha256));
      if (!object) return undefined;
      const headers = imageHeaders(under.licences, env.origin);
      return {
        body: new Uint8Array(await object.arrayBuffer()),
        type: imageType(file),
        tags: [imageTag(sha256)],
        held: under.held,
        headers,
      };
    },
  });
}

/** The licences under which an image leaves for this access, none for the publication's logo, and of which articles; undefined where it may not leave. */
async function leavesUnder(
  db: D1Database,
  { sha256 }: ImageFile,
  masthead: Masthead,
  access: Access,
): Promise<{ licences: LicenceVersion[]; held: ReceivedText[] } | undefined> {
  const isLogo = masthead.publication.logo?.sha256 === sha256;
  const users = await readUsers(db, sha256);
  const shown = users.flatMap((article) => {
    const seen = visibility(article, masthead, access);
    const images = "images" in seen ? seen.images.filter((each) => each.sha256 === sha256) : [];
    return images.map(({ licence }) => ({ licence, article: article.id, version: article.version }));
  });
  if (shown.length === 0 && !isLogo) return undefined;
  const licences = shown.flatMap(({ licence }) => getOwn(masthead.licences, licence) ?? []);
  return { licences, held: shown.map(({ article, version }) => ({ article, version })) };
}
