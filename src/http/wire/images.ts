import type { Context } from "hono";
import type { Env } from "../../env.ts";
import { olderTexts } from "../../model/accepted-terms.ts";
import { type Access, imagesSeen, widestAccess } from "../../model/access.ts";
import { imageType, type NamedImage, parseImageFile } from "../../model/address.ts";
import type { ReceivedText } from "../../model/article/holding.ts";
import type { ImageFile } from "../../model/article/image.ts";
import { getOwn } from "../../model/get-own.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import type { Masthead } from "../../model/masthead.ts";
import { agreedAccesses } from "../../model/publisher/entitlement.ts";
import { instant } from "../../model/time.ts";
import { readUsers } from "../../store/article/article.ts";
import { readImages } from "../../store/article/image.ts";
import type { Ledger } from "../../store/ledger.ts";
import { readOpenAgreements } from "../../store/publisher/agreement.ts";
import { mastheadFor } from "../cache/accepted-masthead.ts";
import { isMacOf } from "../cache/image-macs.ts";
import { type Representation, serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { imageHeaders } from "../respond/machine-use.ts";
import { problem } from "../respond/problems.ts";

/**
 * `/images/{sha256}.{ext}`: an image, only while an article that this access sees uses it, or as the publication's logo.
 * `/images/{sha256}-{mac}.{ext}`: the same without a key, while any agreement can open it.
 */
export async function serveImage(c: Context<WireEnv>): Promise<Response> {
  const named = parseImageFile(c.req.param("file") ?? "");
  if (named === undefined) return problem(c, "not-found");
  return (await refuseMac(c, named)) ?? serveNamed(c, named);
}

/** Returns what is wrong with the MAC in a URL; undefined if it is right or absent. */
async function refuseMac(c: Context<WireEnv>, { sha256, mac }: NamedImage): Promise<Response | undefined> {
  const { imagesKey } = c.env.env;
  if (mac === undefined) return undefined;
  if (imagesKey !== undefined) return (await isMacOf(imagesKey, sha256, mac)) ? undefined : problem(c, "not-found");
  console.error("IMAGES_KEY is not set: licensed images need a publisher's key. `npm run images-key` makes one.");
  return problem(c, "not-configured");
}

const serveNamed = (c: Context<WireEnv>, named: NamedImage): Promise<Response> =>
  serve(c, {
    key: `image ${named.sha256}${named.mac === undefined ? "" : " with its mac"}.${named.extension}`,
    scope: { image: named.sha256 },
    render: async ({ masthead }, { known, ledger }) => {
      const { env, access, now } = c.env;
      const file = (await readImages(env.db, [named.sha256])).get(named.sha256);
      if (file === undefined || file.extension !== named.extension) return undefined;
      const reader = named.mac === undefined ? access : widestAccess(masthead.licences);
      const under = await leavesUnder(env.db, file, masthead, reader);
      if (under !== undefined) return renderImage(env, file, under);
      const older = named.mac && (await leavesUnderOlder(env.db, file, masthead, ledger, now));
      if (older) return withNoStore(await renderImage(env, file, older));
      // Whoever has its MAC has seen it before, so the answer may be that it is gone.
      return named.mac !== undefined && known ? problem(c, "gone", { detail: GONE }) : undefined;
    },
  });

const GONE = "This image's story was withdrawn, or no license covers the image anymore. Please stop showing it.";

async function renderImage(
  { images, origin }: Env,
  file: ImageFile,
  { licences, held }: LeavingImage,
): Promise<Representation | undefined> {
  const object = await images.get(file.sha256);
  if (!object) return undefined;
  return {
    body: new Uint8Array(await object.arrayBuffer()),
    type: imageType(file),
    held,
    headers: imageHeaders(licences, origin),
  };
}

/** What only an older version opens ends with a grace period or an agreement, neither of which changes the wire. */
const withNoStore = (made: Representation | undefined): Representation | undefined =>
  made && { ...made, noStore: true };

/** The same under accepted versions that are no longer in force; every current agreement is considered. */
async function leavesUnderOlder(
  db: D1Database,
  file: ImageFile,
  masthead: Masthead,
  ledger: Ledger,
  now: number,
): Promise<LeavingImage | undefined> {
  const { licences } = masthead;
  const open = await readOpenAgreements(db, Object.keys(licences), instant(now));
  const older = agreedAccesses(open, licences, instant(now)).filter(
    (access) => olderTexts(masthead, access).length > 0,
  );
  for (const access of older) {
    const found = await leavesUnder(db, file, await mastheadFor(db, masthead, access, ledger), access);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The licenses under which an image is sent, and the articles that show it. */
type LeavingImage = { licences: LicenceVersion[]; held: ReceivedText[] };

/**
 * Returns the licenses under which this access gets an image (none for the publication's logo) and its articles; undefined if
 * it may not have it.
 */
async function leavesUnder(
  db: D1Database,
  { sha256 }: ImageFile,
  masthead: Masthead,
  access: Access,
): Promise<LeavingImage | undefined> {
  const isLogo = masthead.publication.logo?.sha256 === sha256;
  const users = await readUsers(db, sha256);
  const shown = users.flatMap((article) =>
    imagesSeen(article, masthead, access)
      .filter((each) => each.sha256 === sha256)
      .map(({ licence }) => ({ licence, article: article.id, version: article.version })),
  );
  if (shown.length === 0 && !isLogo) return undefined;
  const licences = shown.flatMap(({ licence }) => getOwn(masthead.licences, licence) ?? []);
  return { licences, held: shown.map(({ article, version }) => ({ article, version })) };
}
