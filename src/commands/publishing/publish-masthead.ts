import { showsLess } from "../../model/access.ts";
import { revokedTextDoubts } from "../../model/article/revoked-licence.ts";
import type { AuthorRecord, NamedAuthor } from "../../model/author.ts";
import { isSame } from "../../model/canonical-json.ts";
import { channelOfRetirable, excludedFrom, LATEST } from "../../model/channel.ts";
import { getOwn } from "../../model/get-own.ts";
import {
  inForce,
  type Masthead,
  type MastheadInput,
  mastheadMistakes,
  type Publication,
} from "../../model/masthead.ts";
import type { Doubt, Mistake } from "../../model/mistake.ts";
import { changedIn, goneFrom } from "../../model/note.ts";
import type { Superseded } from "../../model/publisher/superseding.ts";
import { parseRetirable, type Retired, retiredOnlyIn } from "../../model/retired.ts";
import { retiredAfter } from "../../model/retiring.ts";
import { changedLevels } from "../../model/search/levels.ts";
import { instant } from "../../model/time.ts";
import type { PlacedWarning } from "../../model/warning.ts";
import { readImages } from "../../store/article/image.ts";
import type { LostText } from "../../store/article/note.ts";
import { readLedger } from "../../store/ledger.ts";
import type { NewLicenceVersion } from "../../store/licence-version.ts";
import { readMasthead } from "../../store/masthead.ts";
import { Done, doneWithout } from "../effects.ts";
import { commit, type DeskContext, emptyPlan, type Plan, untilCommitted } from "./commit.ts";
import { uploadMistake } from "./draft.ts";
import { readLicenceTexts } from "./licence-texts.ts";
import { nameAuthors, withAuthorIds } from "./name-authors.ts";
import { planEffects } from "./plan-effects.ts";
import { type RetiredNames, retiredNames, retiringMistakes } from "./retire.ts";

/** The outcome of a publish. `kept` lists what wasn't sent: it stays until somebody retires it. */
export type MastheadOutcome =
  | ({
      ok: true;
      outcome: "updated" | "unchanged";
      warnings: PlacedWarning[];
      doubts: Doubt[];
    } & RetiredNames)
  | { ok: false; because: "mistakes"; mistakes: Mistake[] }
  | { ok: false; because: "superseded"; superseded: Superseded[] }
  | { ok: false; because: "busy" };

/**
 * Publishes the masthead: publication, authors and licenses, in one D1 batch. Unchanged content writes nothing. A text that
 * publishers would have to accept again is published only if `isMeant` confirms that this is intended.
 */
export async function publishMasthead(
  desk: DeskContext,
  input: MastheadInput,
  isMeant = false,
): Promise<Done<MastheadOutcome>> {
  const done = await untilCommitted(() => attempt(desk, input, isMeant));
  return done ?? refuse({ ok: false, because: "busy" });
}

async function attempt(
  desk: DeskContext,
  input: MastheadInput,
  isMeant: boolean,
): Promise<Done<MastheadOutcome> | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const stored = await readMasthead(desk.db);
  // A text whose time has come is in force even if the cron hasn't run yet.
  const before = stored && inForce(stored, instant(desk.now));
  const texts = await readLicenceTexts(desk, input, before);
  const { versions, warnings, superseded } = texts;
  const mistakes = [...texts.mistakes];
  const publication = withKept(await withLogo(desk, input.publication, mistakes), before);
  const stay = Object.fromEntries(Object.keys(before?.licences ?? {}).map((id) => [id, true as const]));
  const named = await nameAuthors(desk.db, input.authors, before?.authors);
  const sent = withAuthorIds(input, named);
  const authors = await withPictures(desk, sent.authors, mistakes);
  const retired = retiredAfter(before, sent);
  mistakes.push(...mastheadMistakes({ publication, licences: { ...stay, ...input.licences }, retired }));
  mistakes.push(...(await retiringMistakes(desk, sent, before)), ...named.mistakes);
  if (mistakes.length > 0) return refuse({ ok: false, because: "mistakes", mistakes });
  if (superseded.length > 0 && !isMeant) return refuse({ ok: false, because: "superseded", superseded });
  // A text that is sent replaces one that was announced and isn't in force yet.
  const coming = { ...before?.coming, ...Object.fromEntries(versions.map(({ id, licence }) => [id, licence])) };
  const all = {
    publication,
    authors: { ...before?.authors, ...authors },
    licences: before?.licences ?? {},
    coming,
  };
  const masthead = inForce({ ...all, ...(retired ? { retired } : {}) }, instant(desk.now));
  const done = {
    ok: true as const,
    warnings,
    doubts: [...named.warnings, ...revokedTextDoubts(before?.licences, input.licences)],
    ...retiredNames(before, sent),
  };
  const plan = mastheadPlan(revision, stored, masthead, versions);
  if (plan === undefined && named.added.length === 0)
    return doneWithout<MastheadOutcome>({ ...done, outcome: "unchanged" });
  // A former name added only now doesn't change the masthead itself.
  const whole = { ...(plan ?? emptyPlan(revision)), addresses: named.added };
  if (!(await commit(desk, whole))) return "moved on";
  return new Done<MastheadOutcome>({ ...done, outcome: "updated" }, planEffects(desk, whole));
}

const refuse = (outcome: Extract<MastheadOutcome, { ok: false }>): Done<MastheadOutcome> =>
  doneWithout<MastheadOutcome>(outcome);

/** Sections and topics that aren't sent stay. */
const withKept = (publication: Publication, before: Masthead | undefined): Publication => ({
  ...publication,
  sections: { ...before?.publication.sections, ...publication.sections },
  topics: { ...before?.publication.topics, ...publication.topics },
});

/**
 * Returns the plan for what changed, as far as readers may notice: nobody may see that an author or a topic of an upcoming story
 * was added.
 */
export function mastheadPlan(
  revision: number,
  before: Masthead | undefined,
  masthead: Masthead,
  versions: NewLicenceVersion[],
): Plan | undefined {
  if (isSame(before, masthead)) return undefined;
  const licences = changedIds(before?.licences, masthead.licences);
  const retired = changedRetired(before?.retired, masthead.retired);
  const settings = !isSame(settingsOnEveryPage(before), settingsOnEveryPage(masthead));
  const channels = [
    ...(before === undefined || isSame(onEveryArticle(before), onEveryArticle(masthead)) ? [] : [LATEST.id]),
    ...changedIds(before?.authors, masthead.authors).map((id) => `author/${id}`),
    ...changedIds(before?.publication.sections, masthead.publication.sections).map((id) => `section/${id}`),
    ...changedIds(before?.publication.topics, masthead.publication.topics).map((id) => `topic/${id}`),
    ...licences.flatMap((id) => [`licence/${id}`, excludedFrom(id)]),
    // The pages of its articles offer its feed, or stop doing so.
    ...retired,
  ];
  const listed = settings || retired.length > 0 || !isSame(licencesOf(before), licencesOf(masthead));
  return {
    ...emptyPlan(revision),
    changes: [{ kind: "settings" }],
    images: changedPictures(before?.authors, masthead.authors),
    masthead: {
      masthead,
      settings,
      listed,
      versions,
      channels,
      licences,
      lost: lostTexts(before, masthead, licences),
      regraded: before === undefined ? [] : changedLevels(before, masthead),
      texts: newTexts(before, masthead, licences),
    },
  };
}

/** Returns the licenses that show less of their stories than before, and those that ended, so that no key opens them either. */
const lostTexts = (before: Masthead | undefined, { licences }: Masthead, changed: readonly string[]): LostText[] =>
  changed.flatMap((licence) => {
    const [then, now] = [getOwn(before?.licences, licence), getOwn(licences, licence)];
    if (then === undefined || now === undefined || then.ended) return [];
    const names = [changedIn(""), ...(now.ended ? [goneFrom(licence, "")] : [])];
    return now.ended || showsLess(then, now) ? [{ licence, names }] : [];
  });

/** Returns the channels of what was retired, or is no longer retired. */
const changedRetired = (before: Retired | undefined, after: Retired | undefined): string[] =>
  [...retiredOnlyIn(before, after), ...retiredOnlyIn(after, before)].flatMap((name) => {
    const found = parseRetirable(name);
    return found === undefined ? [] : [channelOfRetirable(found.kind, found.id)];
  });

/** Returns the licenses with a different text than before; a license that merely ended keeps its text. */
const newTexts = (before: Masthead | undefined, { licences }: Masthead, changed: readonly string[]) =>
  changed.flatMap((licence) => {
    const { version, editorial } = getOwn(licences, licence) ?? {};
    return version === undefined || version === getOwn(before?.licences, licence)?.version
      ? []
      : [{ licence, version, ...(editorial ? { editorial } : {}) }];
  });

const licencesOf = (masthead: Masthead | undefined): unknown => [masthead?.licences, masthead?.coming];

/**
 * Returns what every response contains: the settings, and the default license's name in the footer. Sections and topics appear
 * only on their own content.
 */
function settingsOnEveryPage(masthead: Masthead | undefined): unknown {
  if (masthead === undefined) return undefined;
  const { sections: _sections, topics: _topics, sectionLicences: _licences, ...rest } = masthead.publication;
  return [rest, getOwn(masthead.licences, rest.licence)?.name];
}

/** Returns the settings that every article contains, such as the time zone of corrections; a change is reported for each one. */
const onEveryArticle = ({ publication: { name, language, logo, timeZone } }: Masthead): unknown => [
  name,
  language,
  logo,
  timeZone,
];

/** Returns the ids of existing entries that changed. */
const changedIds = (before: Record<string, unknown> | undefined, after: Record<string, unknown>): string[] =>
  Object.keys(after).filter((id) => getOwn(before, id) !== undefined && !isSame(getOwn(before, id), getOwn(after, id)));

/** Returns the pictures of authors that were added or removed. */
function changedPictures(
  before: Readonly<Record<string, AuthorRecord>> = {},
  after: Readonly<Record<string, AuthorRecord>>,
): string[] {
  const [then, now] = [picturesIn(Object.values(before)), picturesIn(Object.values(after))];
  return [...[...then].filter((each) => !now.has(each)), ...[...now].filter((each) => !then.has(each))];
}

const picturesIn = (authors: readonly { picture?: { sha256: string } | undefined }[]): Set<string> =>
  new Set(authors.flatMap(({ picture }) => picture?.sha256 ?? []));

/** Adds the files of their previously uploaded pictures to authors. */
async function withPictures(
  desk: DeskContext,
  authors: Readonly<Record<string, NamedAuthor>>,
  mistakes: Mistake[],
): Promise<Record<string, AuthorRecord>> {
  const files = await readImages(desk.db, [...picturesIn(Object.values(authors))]);
  const all = Object.entries(authors).map(([id, { picture, ...author }]): [string, AuthorRecord] => {
    const file = picture && files.get(picture.sha256);
    if (picture && !file) mistakes.push(uploadMistake(`authors.${id}.picture.sha256`, picture.sha256));
    return [id, { ...author, ...(picture && file ? { picture: { ...picture, ...file } } : {}) }];
  });
  return Object.fromEntries(all);
}

async function withLogo(
  desk: DeskContext,
  { logo, ...publication }: MastheadInput["publication"],
  mistakes: Mistake[],
): Promise<Publication> {
  if (logo === undefined) return publication;
  const file = (await readImages(desk.db, [logo.sha256])).get(logo.sha256);
  if (file !== undefined) return { ...publication, logo: { ...file, alt: logo.alt } };
  mistakes.push(uploadMistake("publication.logo.sha256", logo.sha256));
  return publication;
}
