import { termsUrl } from "../model/address.ts";
import { instant } from "../model/article.ts";
import { canonical, same } from "../model/canonical.ts";
import { excludedFrom, LATEST } from "../model/channel.ts";
import { sha256Hex } from "../model/hash.ts";
import { complete, type Licence } from "../model/licence.ts";
import { inForce, type Masthead, type MastheadInput, mastheadMistakes, type Publication } from "../model/masthead.ts";
import type { Mistake } from "../model/mistake.ts";
import { own } from "../model/own.ts";
import { ALL } from "../model/tag.ts";
import { licenceOffer } from "../render/odrl/offer.ts";
import { cleanHtml } from "../sources/html/clean-html.ts";
import { readImages } from "../store/image.ts";
import { readLedger } from "../store/ledger.ts";
import { type LicenceVersion, readNewestVersions } from "../store/licence-version.ts";
import { readMasthead } from "../store/masthead.ts";
import { commit, type Desk, type Plan, planOfNothing, untilCommitted } from "./commit.ts";
import { notUploaded } from "./draft.ts";

/** What came of it. `kept` names authors and licences that were not sent: they stay until somebody decides. */
export type MastheadOutcome =
  | { ok: true; outcome: "updated" | "unchanged"; kept: string[]; tags: string[] }
  | { ok: false; because: "mistakes"; mistakes: Mistake[] }
  | { ok: false; because: "busy" };

/** Publishes the masthead: publication, authors and licences, in one D1 batch. The same again writes nothing. */
export async function publishMasthead(desk: Desk, input: MastheadInput): Promise<MastheadOutcome> {
  return (await untilCommitted(() => attempt(desk, input))) ?? { ok: false, because: "busy" };
}

async function attempt(desk: Desk, input: MastheadInput): Promise<MastheadOutcome | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const stored = await readMasthead(desk.db);
  // A text whose time has come is in force, though the cron hasn't been here yet.
  const before = stored && inForce(stored, instant(desk.now));
  const { licences, mistakes } = cleaned(input, desk.origin);
  const publication = withKept(await withLogo(desk, input.publication, mistakes), before);
  const stay = Object.fromEntries(Object.keys(before?.licences ?? {}).map((id) => [id, true as const]));
  mistakes.push(...mastheadMistakes({ publication, licences: { ...stay, ...input.licences } }));
  mistakes.push(...waitingMistakes(input.licences, before, desk.now));
  if (mistakes.length > 0) return { ok: false, because: "mistakes", mistakes };
  const versions = await newVersions(desk, licences, before);
  // A text that was sent takes the place of one that was announced and isn't in force yet.
  const coming = { ...before?.coming, ...Object.fromEntries(versions.map(({ id, licence }) => [id, licence])) };
  const authors = { ...before?.authors, ...input.authors };
  const masthead = inForce({ publication, authors, licences: before?.licences ?? {}, coming }, instant(desk.now));
  const kept = notSent(before, input);
  const plan = mastheadPlan(revision, stored, masthead, versions);
  if (plan === undefined) return { ok: true, outcome: "unchanged", kept, tags: [] };
  return (await commit(desk, plan)) ? { ok: true, outcome: "updated", kept, tags: [ALL] } : "moved on";
}

/** Sections and topics that aren't sent stay. */
const withKept = (publication: Publication, before: Masthead | undefined): Publication => ({
  ...publication,
  sections: { ...before?.publication.sections, ...publication.sections },
  topics: { ...before?.publication.topics, ...publication.topics },
});

const notSent = (before: Masthead | undefined, { authors, licences, publication }: MastheadInput): string[] => [
  ...missing("authors", before?.authors, authors),
  ...missing("licences", before?.licences, licences),
  ...missing("sections", before?.publication.sections, publication.sections),
  ...missing("topics", before?.publication.topics, publication.topics),
];

/** The first text of a licence can't wait: articles may be published under it at once. */
const waitingMistakes = (licences: Licences, before: Masthead | undefined, now: number): Mistake[] =>
  Object.entries(licences).flatMap(([id, { effective: { from } = {} }]) =>
    from === undefined || own(before?.licences, id) !== undefined || Date.parse(from) <= now
      ? []
      : [
          {
            field: `licences.${id}.effective.from`,
            value: JSON.stringify(from),
            problem: "is in the future, and there is no text that holds until then",
            allowed: "a time that has passed, for a licence's first text",
          },
        ],
  );

/** What changed, as far as readers can notice: nobody shall see that an author or a topic of a story to come was added. */
export function mastheadPlan(
  revision: number,
  before: Masthead | undefined,
  masthead: Masthead,
  versions: LicenceVersion[],
): Plan | undefined {
  if (same(before, masthead)) return undefined;
  const licences = changed(before?.licences, masthead.licences);
  const settings = !same(onEveryPage(before), onEveryPage(masthead));
  const channels = [
    ...(before === undefined || same(onEveryArticle(before), onEveryArticle(masthead)) ? [] : [LATEST.id]),
    ...changed(before?.authors, masthead.authors).map((id) => `author/${id}`),
    ...changed(before?.publication.sections, masthead.publication.sections).map((id) => `section/${id}`),
    ...changed(before?.publication.topics, masthead.publication.topics).map((id) => `topic/${id}`),
    ...licences.flatMap((id) => [`licence/${id}`, excludedFrom(id)]),
  ];
  const listed = settings || !same(licencesOf(before), licencesOf(masthead));
  return {
    ...planOfNothing(revision),
    changes: [{ kind: "settings" }],
    masthead: { masthead, settings, listed, versions, channels, licences, texts: newTexts(before, masthead, licences) },
  };
}

/** Which licences have another text now than before: a licence that only ended has the one that it had. */
const newTexts = (before: Masthead | undefined, { licences }: Masthead, changed: readonly string[]) =>
  changed.flatMap((licence) => {
    const { version } = own(licences, licence) ?? {};
    return version === undefined || version === own(before?.licences, licence)?.version ? [] : [{ licence, version }];
  });

const licencesOf = (masthead: Masthead | undefined): unknown => [masthead?.licences, masthead?.coming];

/** What every answer bears: the settings, and in the footer the default licence's name. Sections and topics are borne by what is in them. */
function onEveryPage(masthead: Masthead | undefined): unknown {
  if (masthead === undefined) return undefined;
  const { sections: _sections, topics: _topics, sectionLicences: _licences, ...rest } = masthead.publication;
  return [rest, own(masthead.licences, rest.licence)?.name];
}

/** What every article bears of the settings, the days of its corrections too: who follows the changes is told of each one again. */
const onEveryArticle = ({ publication: { name, language, logo, timeZone } }: Masthead): unknown => [
  name,
  language,
  logo,
  timeZone,
];

/** The ids of what was there before and is another now. */
const changed = (before: Record<string, unknown> | undefined, after: Record<string, unknown>): string[] =>
  Object.keys(after).filter((id) => own(before, id) !== undefined && !same(own(before, id), own(after, id)));

type Licences = MastheadInput["licences"];

/** The terms' HTML, cleaned; no image may stand in them. */
function cleaned({ licences }: MastheadInput, origin: string): { licences: Licences; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const entries = Object.entries(licences).map(([id, licence]) => {
    const result = cleanHtml(licence.text, {
      ...{ origin, base: termsUrl(origin, id), prefix: `cw-${id}-`, field: `licences.${id}.text` },
    });
    if (!result.ok) mistakes.push(...result.mistakes);
    return [id, { ...licence, text: result.ok ? result.body.join("") : "" }] as const;
  });
  return { licences: Object.fromEntries(entries), mistakes };
}

async function withLogo(
  desk: Desk,
  { logo, ...publication }: MastheadInput["publication"],
  mistakes: Mistake[],
): Promise<Publication> {
  if (logo === undefined) return publication;
  const file = (await readImages(desk.db, [logo.sha256])).get(logo.sha256);
  if (file !== undefined) return { ...publication, logo: { ...file, alt: logo.alt } };
  mistakes.push(notUploaded("publication.logo.sha256", logo.sha256));
  return publication;
}

/** The texts that are new, with their next version. Said again, neither what is in force nor what is announced is new. */
async function newVersions(
  { db, now, origin }: Desk,
  licences: Licences,
  before: Masthead | undefined,
): Promise<LicenceVersion[]> {
  const newest = await readNewestVersions(db);
  const all = await Promise.all(
    Object.entries(licences).map(async ([id, given]) => {
      const licence = complete(given);
      const hash = await licenceHash(id, licence);
      const known = own(before?.coming, id) ?? own(before?.licences, id);
      if (known?.hash === hash) return [];
      const since = instant(begins(licence, newest.has(id), now));
      const kept = { ...licence, version: (newest.get(id) ?? 0) + 1, hash, since };
      return [{ id, licence: kept, offer: JSON.stringify(licenceOffer(id, kept, origin)) }];
    }),
  );
  return all.flat();
}

/** When a text comes in force: at the time that it names, but a later text never before it is published. In milliseconds. */
function begins({ effective }: Licence, isLater: boolean, now: number): number {
  if (effective?.from === undefined) return now;
  return isLater ? Math.max(now, Date.parse(effective.from)) : Date.parse(effective.from);
}

/** SHA-256 over a licence's id, terms and clauses: what a publisher accepts. */
const licenceHash = (id: string, licence: Licence): Promise<string> => sha256Hex(canonical({ id, ...licence }));

const missing = (noun: string, before: Record<string, unknown> | undefined, now: Record<string, unknown>): string[] =>
  Object.keys(before ?? {})
    .filter((id) => !Object.hasOwn(now, id))
    .map((id) => `${noun}/${id}`);
