import type { Context } from "hono";
import type { Env } from "../../env.ts";
import { imagesSeen, PUBLIC } from "../../model/access.ts";
import { imageType } from "../../model/address.ts";
import type { ImageFile } from "../../model/article/image.ts";
import { channel } from "../../model/channel.ts";
import { getOwn } from "../../model/get-own.ts";
import type { Masthead } from "../../model/masthead.ts";
import { type NamedPicture, parsePictureFile, picturesShown, pictureWidths } from "../../model/picture.ts";
import { PICTURE } from "../../model/policy.ts";
import { readUsers } from "../../store/article/article.ts";
import { isKnownChannel } from "../../store/article/channel.ts";
import { readImages } from "../../store/article/image.ts";
import { type Representation, serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { imageHeaders } from "../respond/machine-use.ts";
import { problem } from "../respond/problems.ts";

/**
 * `/pictures/{sha256}.{ext}`, `/pictures/{sha256}-{width}.webp`: a picture on the wire's own pages, as long as a released story
 * or an author's page shows it.
 */
export async function servePicture(c: Context<WireEnv>): Promise<Response> {
  const named = parsePictureFile(c.req.param("file") ?? "");
  if (named === undefined) return problem(c, "not-found");
  return serve(c, {
    key: `picture ${named.sha256}-${named.width}.${named.extension}`,
    scope: { image: named.sha256 },
    render: async ({ masthead }) => {
      const { env } = c.env;
      const file = (await readImages(env.db, [named.sha256])).get(named.sha256);
      if (file === undefined || !isNamed(named, file, env)) return undefined;
      const licences = await shownUnder(env.db, named.sha256, masthead);
      return licences && renderPicture(env, file, named, imageHeaders(licences, env.origin));
    },
  });
}

/** Whether a picture exists in that form: the original, or a width that pages use. */
const isNamed = ({ extension, width }: NamedPicture, file: ImageFile, { resizer }: Env): boolean =>
  width === undefined
    ? extension === file.extension
    : resizer !== undefined && extension === "webp" && pictureWidths(file).includes(width);

/** Returns the licenses under which everyone may have a picture; empty if only pages show it, undefined if no page does. */
async function shownUnder(db: D1Database, sha256: string, masthead: Masthead) {
  const has = ({ sha256: each }: { sha256: string }) => each === sha256;
  const users = await readUsers(db, sha256);
  const isShown = users.some((article) => picturesShown(article, masthead, PUBLIC).some(has));
  if (!isShown && !(await isAuthors(db, sha256, masthead))) return undefined;
  const leaving = users.flatMap((article) => imagesSeen(article, masthead, PUBLIC).filter(has));
  return leaving.flatMap(({ licence }) => getOwn(masthead.licences, licence) ?? []);
}

/** Whether it belongs to an author with a page: an author whose stories are all unreleased must not be revealed. */
async function isAuthors(db: D1Database, sha256: string, { authors }: Masthead): Promise<boolean> {
  const ids = Object.keys(authors).filter((id) => getOwn(authors, id)?.picture?.sha256 === sha256);
  const known = await Promise.all(ids.map((id) => isKnownChannel(db, channel("author", id).id)));
  return known.includes(true);
}

async function renderPicture(
  { images, resizer }: Env,
  file: ImageFile,
  { width }: NamedPicture,
  headers: Record<string, string>,
): Promise<Representation | undefined> {
  const object = await images.get(file.sha256);
  if (object === null) return undefined;
  if (width === undefined || resizer === undefined)
    return { body: new Uint8Array(await object.arrayBuffer()), type: imageType(file), headers };
  const resized = await resizer
    .input(object.body)
    .transform({ width })
    .output({ format: "image/webp", quality: PICTURE.quality });
  return { body: new Uint8Array(await resized.response().arrayBuffer()), type: "image/webp", headers };
}
