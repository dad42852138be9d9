import { z } from "zod";
import { CLI, PAGES } from "../model/policy.ts";
import { type Address, addressesOf, licensedImages, WITHDRAWN } from "./carriers.ts";
import { Client, type DeskArticle, type Target } from "./client.ts";
import { type Marks, marksOf, ownMarks, shows, tells } from "./marks.ts";

type Tell = (line: string) => void;

type KillRequest = { reason: string | undefined; version?: number };
type WatchedAddress = Address & { isDone: (answer: Answer) => boolean };
type Answer = { status: number; text: string };

/**
 * Kills an article and measures how long any URL on the wire still carries it: each is read before, so that every cache is
 * warm, and then repeatedly until nothing of it is left. Returns whether all of them were clean in time.
 */
export async function killAndWatch(
  target: Target,
  id: string,
  request: KillRequest,
  key: string | undefined,
  tell: Tell,
): Promise<boolean> {
  const client = new Client(target);
  const article = await client.article(id);
  const marks = ownMarks(marksOf(article, request.reason ?? ""), await readElsewhere(target.origin, article));
  const pictures = key === undefined ? [] : licensedImages(article, await readWithKey(target.origin, article.id, key));
  const watched = await findCarriers(target.origin, [...addressesOf(article, key), ...pictures], marks);
  tell(`${watched.length} addresses contain articles/${id} or must show its notice.`);
  const began = performance.now();
  await client.act(id, "kill", request);
  tell(`Killed after ${elapsedMs(began)} ms.`);
  const times = await Promise.all(watched.map((address) => measureUntilGone(target.origin, address, began)));
  for (const [at, { name }] of watched.entries()) tell(`${report(times[at])}  ${name}`);
  const late = times.filter((time) => time === undefined).length;
  if (late > 0)
    tell(
      `${late} of ${watched.length} addresses still showed the article or lacked its notice after ${CLI.killMs} ms.`,
    );
  else tell(`Gone from all ${watched.length} addresses after ${Math.max(0, ...times.map((time) => time ?? 0))} ms.`);
  return late === 0;
}

const Listed = z.object({ articles: z.array(z.looseObject({ slug: z.string() })) });

/** Returns the text of neighboring stories and the licenses. */
async function readElsewhere(origin: string, { id, channels }: DeskArticle): Promise<string> {
  const paths = channels.map(
    (channel) => `/v1/articles?limit=${PAGES.maxArticles}&channel=${encodeURIComponent(channel.id)}`,
  );
  const lists = await Promise.all(paths.map((path) => read(origin, { name: path, path, headers: {} })));
  const others = lists
    .filter(({ status }) => status === 200)
    .flatMap(({ text }) => Listed.parse(JSON.parse(text)).articles.filter(({ slug }) => slug !== id));
  const licences = await read(origin, { name: "licences", path: "/v1/licences", headers: {} });
  return JSON.stringify(others) + licences.text;
}

/** Reads the article from the API with a key; undefined if it isn't shown. */
async function readWithKey(origin: string, id: string, key: string): Promise<unknown> {
  const path = `/v1/articles/${id}`;
  const answer = await read(origin, { name: path, path, headers: { Authorization: `Bearer ${key}` } });
  return answer.status === 200 ? JSON.parse(answer.text) : undefined;
}

const elapsedMs = (began: number): number => Math.round(performance.now() - began);
const report = (time: number | undefined): string => `${time === undefined ? "never" : `${time} ms`}`.padStart(9);

/**
 * Returns the URLs that carry the article now, and those where its kill must appear: a URL without any trace can't be watched.
 */
async function findCarriers(origin: string, addresses: readonly Address[], marks: Marks): Promise<WatchedAddress[]> {
  const carriers = await Promise.all(
    addresses.map(async (address) => {
      const answer = await read(origin, address);
      const isThere = answer.status === 200 && (isOwn(address) || shows(answer.text, marks));
      // The second read comes from the caches that the first one filled.
      if (isThere) await read(origin, address);
      const isDone = ({ status, text }: Answer) =>
        [404, 410].includes(status) || (status === 200 && !isOwn(address) && !shows(text, marks));
      return isThere ? [{ ...address, isDone }] : [];
    }),
  );
  const lists = await Promise.all(
    WITHDRAWN.map(async (path) => {
      const address = { name: `${path} shows the notice`, path, headers: {} };
      const isDone = ({ status, text }: Answer) => status === 200 && tells(text, marks);
      return (await read(origin, address)).status === 200 ? [{ ...address, isDone }] : [];
    }),
  );
  return [...carriers, ...lists].flat();
}

/** A URL of this article only, where any answer except a refusal still is the article. */
const isOwn = ({ path }: Address): boolean => /^(\/licensed)?(\/v1)?\/(articles|images)\//.test(path);

/** Returns the milliseconds until a URL is as it should be; undefined if it never was. */
async function measureUntilGone(origin: string, address: WatchedAddress, began: number): Promise<number | undefined> {
  while (performance.now() - began < CLI.killMs) {
    if (address.isDone(await read(origin, address))) return elapsedMs(began);
    await new Promise((resolve) => setTimeout(resolve, CLI.killLookMs));
  }
  return undefined;
}

/** Reads a URL on the wire only: redirects elsewhere aren't followed. */
async function read(origin: string, { path, headers }: Address): Promise<Answer> {
  const signal = AbortSignal.timeout(CLI.killMs);
  const response = await fetch(origin + path, { headers, redirect: "manual", signal }).catch(() => undefined);
  return { status: response?.status ?? 0, text: (await response?.text().catch(() => "")) ?? "" };
}
