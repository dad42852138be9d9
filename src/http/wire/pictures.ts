import { Zip, ZipPassThrough } from "fflate";
import type { Context } from "hono";
import { PUBLIC } from "../../model/access.ts";
import { republishUrl } from "../../model/address.ts";
import { formatReceived } from "../../model/article/holding.ts";
import type { Item } from "../../render/feed/item.ts";
import { pictureFile, pictureNotes } from "../../render/kit/pictures.ts";
import type { Site } from "../../render/site.ts";
import { readFreshness } from "../../store/freshness.ts";
import { viewItem } from "../../views/items.ts";
import { RECEIVED_HEADER, STATE_HEADER } from "../cache/answer.ts";
import { macMaker } from "../cache/image-macs.ts";
import { mastheadOf } from "../cache/memory.ts";
import type { WireEnv } from "../context.ts";
import { attachment, BY_READER, SECURITY } from "../respond/headers.ts";
import { problem } from "../respond/problems.ts";

/**
 * `/articles/{address}/republish.zip`: a story's distributable pictures, with their notes. They are streamed from R2 one after
 * the other, so that no answer has to fit into memory; hence it isn't cached.
 */
export async function servePictures(
  c: Context<WireEnv>,
  name: string,
  isOpen: (item: Item, site: Site) => boolean,
): Promise<Response> {
  const { env, access } = c.env;
  const freshness = await readFreshness(env.db, { article: name });
  const masthead = freshness && (await mastheadOf(env.db, freshness.ledger));
  if (freshness === undefined || masthead === undefined) return problem(c, "nothing-published");
  const site: Site = { origin: env.origin, masthead, access, makeMac: macMaker(env, access) };
  const found = await viewItem(env.db, site, name);
  if (found === undefined) return problem(c, "not-found");
  if ("notice" in found) return problem(c, "gone", { detail: found.notice.reason });
  const { item } = found;
  if (!isOpen(item, site) || item.images.length === 0) return problem(c, "not-found");
  if (item.address !== name) return leadTo(republishUrl(env.origin, item.address, ".zip"));
  const held = access.kind === PUBLIC.kind ? "" : formatReceived([{ article: item.slug, version: item.version }]);
  // A HEAD request reads no pictures.
  return new Response(c.req.method === "HEAD" ? null : zipOf(item, site, env.images), {
    headers: {
      ...NOT_KEPT,
      "Content-Type": "application/zip",
      ...attachment(`${item.address}-pictures.zip`),
      [STATE_HEADER]: String(freshness.change),
      ...(held === "" ? {} : { [RECEIVED_HEADER]: held }),
    },
  });
}

const NOT_KEPT = { ...SECURITY, ...BY_READER, "Cache-Control": "private, no-store" };

/** The same at the story's current address. */
const leadTo = (location: string): Response =>
  new Response(null, { status: 308, headers: { ...NOT_KEPT, Location: location } });

/** The ZIP as a stream. Pictures are already compressed, so they are only stored. */
function zipOf(item: Item, site: Site, images: R2Bucket): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  let written = Promise.resolve();
  const zip = new Zip((error, chunk) => {
    written = written.then(() => (error ? writer.abort(error) : writer.write(chunk)));
    // If the reader stops, writing fails; the error surfaces where it is awaited, which may be later.
    written.catch(() => undefined);
  });
  void fill(zip, item, site, images, () => written)
    .then(() => written)
    .then(() => writer.close())
    .catch((error: unknown) => writer.abort(error).catch(() => undefined));
  return readable;
}

async function fill(zip: Zip, item: Item, site: Site, images: R2Bucket, settled: () => Promise<void>): Promise<void> {
  add(zip, "credits.txt", new TextEncoder().encode(pictureNotes(item, site)));
  for (const [at, image] of item.images.entries()) {
    const object = await images.get(image.sha256);
    // A read error aborts the answer: a file that lacks a picture would look complete.
    if (object === null) throw new Error(`the image ${image.sha256} isn't in R2`);
    add(zip, pictureFile(item, image, at), new Uint8Array(await object.arrayBuffer()));
    await settled();
  }
  zip.end();
}

function add(zip: Zip, name: string, bytes: Uint8Array): void {
  const file = new ZipPassThrough(name);
  file.mtime = EPOCH;
  zip.add(file);
  file.push(bytes, true);
}

/** The earliest time that a ZIP can store, so that the same story gives the same file. */
const EPOCH = new Date("1980-01-01T00:00:00");
