import { showsLess } from "../../model/access.ts";
import { termsUrl } from "../../model/address.ts";
import { revokedTextDoubts } from "../../model/article/revoked-licence.ts";
import { canonicalJson, isSame } from "../../model/canonical-json.ts";
import { channelOfRetirable, excludedFrom, LATEST } from "../../model/channel.ts";
import { getOwn } from "../../model/get-own.ts";
import { sha256Hex } from "../../model/hash.ts";
import { completeLicence, type Licence } from "../../model/licence/licence.ts";
import {
  inForce,
  type Masthead,
  type MastheadInput,
  mastheadMistakes,
  type Publication,
} from "../../model/masthead.ts";
import type { Doubt, Mistake } from "../../model/mistake.ts";
import { changedIn, goneFrom } from "../../model/note.ts";
import { parseRetirable, type Retired, retiredOnlyIn } from "../../model/retired.ts";
import { retiredAfter } from "../../model/retiring.ts";
import { instant } from "../../model/time.ts";
import type { PlacedWarning } from "../../model/warning.ts";
import { licenceOffer } from "../../render/rights/odrl/offer.ts";
import { cleanTerms } from "../../sources/html/terms.ts";
import { readImages } from "../../store/article/image.ts";
import type { LostText } from "../../store/article/note.ts";
import { readLedger } from "../../store/ledger.ts";
import { type NewLicenceVersion, readNewestVersions } from "../../store/licence-version.ts";
import { readMasthead } from "../../store/masthead.ts";
import { Done, doneWithout } from "../effects.ts";
import { commit, type DeskContext, emptyPlan, type Plan, untilCommitted } from "./commit.ts";
import { uploadMistake } from "./draft.ts";
import { nameAuthors, withAuthorIds } from "./name-authors.ts";
import { planEffects } from "./plan-effects.ts";
import { type RetiredNames, retiredNames, retiringMistakes } from "./retire.ts";

/** What came of it. `kept` names what was not sent: it stays until somebody retires it. */
export type MastheadOutcome =
  | ({
      ok: true;
      outcome: "updated" | "unchanged";
      warnings: PlacedWarning[];
      doubts: Doubt[];
    } & RetiredNames)
  | { ok: false; because: "mistakes"; mistakes: Mistake[] }
  | { ok: false; because: "busy" };

/** Publishes the masthead: publication, authors and licences, in one D1 batch. The same again writes nothing. */
export async function publishMasthead(desk: DeskContext, input: MastheadInput): Promise<Done<MastheadOutcome>> {
  const done = await untilCommitted(() => attempt(desk, input));
  return done ?? refuse({ ok: false, because: "busy" });
}

async function attempt(desk: DeskContext, input: MastheadInput): Promise<Done<MastheadOutcome> | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const stored = await readMasthead(desk.db);
  // A text whose time has come is in force, though the cron hasn't been here yet.
  const before = stored && inForce(stored, instant(desk.now));
  const { licences, mistakes, warnings } = cleanLicences(input, desk.origin);
  const publication = withKept(await withLogo(desk, input.publication, mistakes), before);
  const stay = Object.fromEntries(Object.keys(before?.licences ?? {}).map((id) => [id, true as const]));
  const named = await nameAuthors(desk.db, input.authors, before?.authors);
  const sent = withAuthorIds(input, named);
  const retired = retiredAfter(before, sent);
  mistakes.push(...mastheadMistakes({ publication, licences: { ...stay, ...input.licences }, retired }));
  mistakes.push(...waitingMistakes(input.licences, before, desk.now));
  mistakes.push(...(await retiringMistakes(desk, sent, before)), ...named.mistakes);
  if (mistakes.length > 0) return refuse({ ok: false, because: "mistakes", mistakes });
  const versions = await newVersions(desk, licences, before);
  // A text that was sent takes the place of one that was announced and isn't in force yet.
  const coming = { ...before?.coming, ...Object.fromEntries(versions.map(({ id, licence }) => [id, licence])) };
  const all = {
    publication,
    authors: { ...before?.authors, ...sent.authors },
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
  // A name of before that is told only now makes no other masthead.
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

/** The first text of a licence can't wait: articles may be published under it at once. */
const waitingMistakes = (licences: Licences, before: Masthead | undefined, now: number): Mistake[] =>
  Object.entries(licences).flatMap(([id, { effective: { from } = {} }]) =>
    from === undefined || getOwn(before?.licences, id) !== undefined || Date.parse(from) <= now
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
    // Its articles' pages offer its feed, or don't.
    ...retired,
  ];
  const listed = settings || retired.length > 0 || !isSame(licencesOf(before), licencesOf(masthead));
  return {
    ...emptyPlan(revision),
    changes: [{ kind: "settings" }],
    masthead: {
      masthead,
      settings,
      listed,
      versions,
      channels,
      licences,
      lost: lostTexts(before, masthead, licences),
      texts: newTexts(before, masthead, licences),
    },
  };
}

/** Which licences show less of their stories than before; and whose time is over, so that no key opens them either. */
const lostTexts = (before: Masthead | undefined, { licences }: Masthead, changed: readonly string[]): LostText[] =>
  changed.flatMap((licence) => {
    const [then, now] = [getOwn(before?.licences, licence), getOwn(licences, licence)];
    if (then === undefined || now === undefined || then.ended) return [];
    const names = [changedIn(""), ...(now.ended ? [goneFrom(licence, "")] : [])];
    return now.ended || showsLess(then, now) ? [{ licence, names }] : [];
  });

/** The channels of what is retired by now, or isn't any more. */
const changedRetired = (before: Retired | undefined, after: Retired | undefined): string[] =>
  [...retiredOnlyIn(before, after), ...retiredOnlyIn(after, before)].flatMap((name) => {
    const found = parseRetirable(name);
    return found === undefined ? [] : [channelOfRetirable(found.kind, found.id)];
  });

/** Which licences have another text now than before: a licence that only ended has the one that it had. */
const newTexts = (before: Masthead | undefined, { licences }: Masthead, changed: readonly string[]) =>
  changed.flatMap((licence) => {
    const { version } = getOwn(licences, licence) ?? {};
    return version === undefined || version === getOwn(before?.licences, licence)?.version
      ? []
      : [{ licence, version }];
  });

const licencesOf = (masthead: Masthead | undefined): unknown => [masthead?.licences, masthead?.coming];

/** What every answer bears: the settings, and in the footer the default licence's name. Sections and topics are borne by what is in them. */
function settingsOnEveryPage(masthead: Masthead | undefined): unknown {
  if (masthead === undefined) return undefined;
  const { sections: _sections, topics: _topics, sectionLicences: _licences, ...rest } = masthead.publication;
  return [rest, getOwn(masthead.licences, rest.licence)?.name];
}

/** What every article bears of the settings, the days of its corrections too: who follows the changes is told of each one again. */
const onEveryArticle = ({ publication: { name, language, logo, timeZone } }: Masthead): unknown => [
  name,
  language,
  logo,
  timeZone,
];

/** The ids of what was there before and is another now. */
const changedIds = (before: Record<string, unknown> | undefined, after: Record<string, unknown>): string[] =>
  Object.keys(after).filter((id) => getOwn(before, id) !== undefined && !isSame(getOwn(before, id), getOwn(after, id)));

type Licences = MastheadInput["licences"];

/** The terms' HTML, cleaned; no image may stand in them. */
function cleanLicences({ licences }: MastheadInput, origin: string) {
  const mistakes: Mistake[] = [];
  const warnings: PlacedWarning[] = [];
  const entries = Object.entries(licences).map(([id, licence]) => {
    const field = `licences.${id}.text`;
    const result = cleanTerms(licence.text, { origin, base: termsUrl(origin, id), prefix: `cw-${id}-`, field });
    warnings.push(...result.warnings.map((warning) => ({ field, ...warning })));
    if (!result.ok) mistakes.push(...result.mistakes);
    return [id, { ...licence, text: result.ok ? result.body.join("") : "" }] as const;
  });
  return { licences: Object.fromEntries(entries), mistakes, warnings };
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

/** The texts that are new, with their next version. Said again, neither what is in force nor what is announced is new. */
async function newVersions(
  { db, now, origin }: DeskContext,
  licences: Licences,
  before: Masthead | undefined,
): Promise<NewLicenceVersion[]> {
  const newest = await readNewestVersions(db);
  const all = await Promise.all(
    Object.entries(licences).map(async ([id, given]) => {
      const { exported, ...own } = given;
      const licence = completeLicence(own);
      const hash = await licenceHash(id, licence);
      const known = getOwn(before?.coming, id) ?? getOwn(before?.licences, id);
      if (known?.hash === hash) return [];
      const elsewhere = newest.has(id) ? undefined : exported;
      const since = instant(elsewhere ? Date.parse(elsewhere.since) : startOf(licence, newest.has(id), now));
      const kept = { ...licence, version: elsewhere?.version ?? (newest.get(id) ?? 0) + 1, hash, since };
      return [{ id, licence: kept, offer: JSON.stringify(licenceOffer(id, kept, origin)) }];
    }),
  );
  return all.flat();
}

/** When a text comes in force: at the time that it names, but a later text never before it is published. In milliseconds. */
function startOf({ effective }: Licence, isLater: boolean, now: number): number {
  if (effective?.from === undefined) return now;
  return isLater ? Math.max(now, Date.parse(effective.from)) : Date.parse(effective.from);
}

/** SHA-256 over a licence's id, terms and clauses: what a publisher accepts. */
const licenceHash = (id: string, licence: Licence): Promise<string> => sha256Hex(canonicalJson({ id, ...licence }));
