import type { IdentifiedArticle, Version } from "../model/article.ts";
import { changeKind, isOut } from "../model/change.ts";
import { channelsOf } from "../model/channel.ts";
import { sha256Hex } from "../model/hash.ts";
import type { Masthead } from "../model/masthead.ts";
import type { Mistake } from "../model/mistake.ts";
import { timing, timingMistakes } from "../model/version.ts";
import { readStandings, type Standing, type Written } from "../store/article.ts";
import type { Member } from "../store/channel.ts";
import { readImages } from "../store/image.ts";
import { readLedger } from "../store/ledger.ts";
import { readMasthead } from "../store/masthead.ts";
import { commit, type Desk, type Plan, planOfNothing, touchedChannels, untilCommitted } from "./commit.ts";
import { draft } from "./draft.ts";
import { tagsOf } from "./tags.ts";

/** What a publish did to one article. */
export type Published = { id: string; version: number; outcome: "created" | "updated" | "unchanged" };

/** What came of a publish; a refused one wrote nothing. `tags` is what a cache has to forget. */
export type Outcome =
  | { ok: true; articles: Published[]; tags: string[] }
  | { ok: false; because: "mistakes"; mistakes: (Mistake & { article: string })[] }
  | { ok: false; because: "no masthead" }
  | { ok: false; because: "too large" }
  | { ok: false; because: "busy" };

/** Bytes of JSON that one D1 parameter holds for certain. */
const PARAMETER_BYTES = 1_900_000;

/** Publishes articles in one D1 batch. The same content again writes nothing. */
export async function publishArticles(desk: Desk, inputs: readonly IdentifiedArticle[]): Promise<Outcome> {
  return (await untilCommitted(() => attempt(desk, inputs))) ?? { ok: false, because: "busy" };
}

async function attempt(desk: Desk, inputs: readonly IdentifiedArticle[]): Promise<Outcome | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const masthead = await readMasthead(desk.db);
  if (masthead === undefined) return { ok: false, because: "no masthead" };
  const ids = inputs.map(({ id }) => id);
  const standings = await readStandings(desk.db, ids);
  const files = await readImages(
    desk.db,
    inputs.flatMap(({ images }) => images.map(({ sha256 }) => sha256)),
  );
  const steps = await Promise.all(inputs.map((input) => step(desk, input, masthead, standings.get(input.id), files)));
  const mistakes = [
    ...twice(ids),
    ...steps.flatMap((each) => (each.ok ? [] : each.mistakes.map((mistake) => ({ ...mistake, article: each.id })))),
  ];
  if (mistakes.length > 0) return { ok: false, because: "mistakes", mistakes };
  const changed = steps.flatMap((each) => (each.ok && each.written ? [each.written] : []));
  const articles = steps.flatMap((each) => (each.ok ? [each.published] : []));
  if (changed.length === 0) return { ok: true, articles, tags: [] };
  if (size(changed) > PARAMETER_BYTES) return { ok: false, because: "too large" };
  const plan = planOf(revision, changed, standings);
  if (!(await commit(desk, plan))) return "moved on";
  return { ok: true, articles, tags: tagsFor(plan, standings) };
}

type Step = { ok: true; published: Published; written?: Written } | { ok: false; id: string; mistakes: Mistake[] };

async function step(
  desk: Desk,
  input: IdentifiedArticle,
  masthead: Masthead,
  before: Standing | undefined,
  files: Awaited<ReturnType<typeof readImages>>,
): Promise<Step> {
  const { id } = input;
  const made = draft(input, masthead, files, desk.origin);
  if (!made.ok) return { ok: false, id, mistakes: made.mistakes };
  const { article, body } = made;
  const hash = await sha256Hex(JSON.stringify([article, body]));
  if (before?.hash === hash) return { ok: true, published: { id, version: before.version, outcome: "unchanged" } };
  const mistakes = timingMistakes(before, article, desk.now);
  if (mistakes.length > 0) return { ok: false, id, mistakes };
  const written = { article, body, hash, ...timing(before, article, desk.now) };
  return { ok: true, published: { id, version: written.version, outcome: before ? "updated" : "created" }, written };
}

const twice = (ids: readonly string[]) =>
  ids.flatMap((id, at) =>
    ids.indexOf(id) === at
      ? []
      : [
          {
            article: id,
            field: `articles[${at}].id`,
            value: JSON.stringify(id),
            problem: "is named twice",
            allowed: "each article once",
          },
        ],
  );

const size = (written: Written[]) =>
  new TextEncoder().encode(
    JSON.stringify(written.map(({ article, body }) => [JSON.stringify(article), JSON.stringify(body)])),
  ).length;

type Before = ReadonlyMap<string, Standing>;

function planOf(revision: number, written: Written[], standings: Before): Plan {
  const members = (select: (each: Written) => Member[]) => written.flatMap(select);
  return {
    ...planOfNothing(revision),
    written,
    changes: written.flatMap((each) => changesOf(each, standings.get(each.article.id))),
    left: members(({ article }) => membersOf(standings.get(article.id))),
    entered: members((each) => membersOf(versionOf(each))),
    images: [
      ...new Set(written.flatMap((each) => [standings.get(each.article.id), versionOf(each)].flatMap(imagesOut))),
    ],
  };
}

const versionOf = ({ article, version, releaseAt, released, modified, expired }: Written): Version => ({
  ...article,
  version,
  publishedAt: releaseAt,
  modifiedAt: modified,
  ...(released === null ? {} : { released }),
  ...(expired ? { expired } : {}),
});

/** How a version stands before readers. */
export const standing = ({ status, released, expired, licence, exclude, expires, translate }: Version) => ({
  status,
  released: released !== undefined,
  expired: expired === true,
  licence: JSON.stringify([licence, exclude, expires, translate]),
});

function changesOf(each: Written, before: Standing | undefined) {
  const kind = changeKind(before && standing(before), standing(versionOf(each)));
  return kind === undefined ? [] : [{ kind, article: each.article.id, version: each.version }];
}

/** An article's places in the channels: none while it is hidden. */
export const membersOf = (version: Version | undefined): Member[] =>
  version !== undefined && isOut(standing(version))
    ? channelsOf(version).map((channel) => ({ channel, published: version.publishedAt, article: version.id }))
    : [];

/** The images that an article puts before readers: none while it is hidden. */
export const imagesOut = (version: Version | undefined): string[] =>
  version !== undefined && isOut(standing(version)) ? version.images.map(({ sha256 }) => sha256) : [];

/** What caches hold of the articles whose change readers can notice. */
function tagsFor(plan: Plan, standings: Before): string[] {
  const seen = plan.written.filter(({ article, released }) => released !== null || standings.get(article.id)?.released);
  return tagsOf({
    channels: touchedChannels(plan),
    articles: seen.map(({ article }) => article.id),
    images: plan.images,
  });
}
