import { cleanHtml } from "../ingest/html.ts";
import { termsUrl } from "../model/address.ts";
import { sha256Hex } from "../model/hash.ts";
import type { KeptLicence } from "../model/licence.ts";
import { type Masthead, type MastheadInput, mastheadMistakes, type Publication } from "../model/masthead.ts";
import type { Mistake } from "../model/mistake.ts";
import { own } from "../model/own.ts";
import { ALL } from "../model/tag.ts";
import { readImages } from "../store/image.ts";
import { readLedger } from "../store/ledger.ts";
import { type LicenceVersion, readMasthead } from "../store/masthead.ts";
import { commit, type Desk, type Plan, untilCommitted } from "./commit.ts";
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
  const before = await readMasthead(desk.db);
  const { licences, mistakes } = cleaned(input, desk.origin);
  const publication = await withLogo(desk, input.publication, mistakes);
  const all = { ...before?.licences, ...input.licences };
  const wrong = mastheadMistakes(input.publication.licence, all);
  mistakes.push(...wrong.map((mistake) => ({ ...mistake, field: `publication.${mistake.field}` })));
  if (mistakes.length > 0) return { ok: false, because: "mistakes", mistakes };
  const versions = await newVersions(licences, before);
  const { sections, topics } = before?.publication ?? {};
  const masthead: Masthead = {
    publication: {
      ...publication,
      sections: { ...sections, ...publication.sections },
      topics: { ...topics, ...publication.topics },
    },
    authors: { ...before?.authors, ...input.authors },
    licences: { ...before?.licences, ...Object.fromEntries(versions.map(({ id, licence }) => [id, licence])) },
  };
  const kept = [
    ...missing("authors", before?.authors, input.authors),
    ...missing("licences", before?.licences, input.licences),
    ...missing("sections", sections, publication.sections),
    ...missing("topics", topics, publication.topics),
  ];
  const plan = planOf(revision, before, masthead, versions);
  if (plan === undefined) return { ok: true, outcome: "unchanged", kept, tags: [] };
  return (await commit(desk, plan)) ? { ok: true, outcome: "updated", kept, tags: [ALL] } : "moved on";
}

/** Whether two values have the same JSON, whatever the order of an object's keys. */
const same = (one: unknown, other: unknown) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
};

/** What changed, as far as readers can notice: nobody shall see that an author or a topic of a story to come was added. */
function planOf(
  revision: number,
  before: Masthead | undefined,
  masthead: Masthead,
  versions: LicenceVersion[],
): Plan | undefined {
  if (same(before, masthead)) return undefined;
  const licences = versions.filter(({ licence }) => licence.version > 1).map(({ id }) => id);
  const settings = !same(onEveryPage(before), onEveryPage(masthead));
  const channels = [
    ...changed("author", before?.authors, masthead.authors),
    ...changed("section", before?.publication.sections, masthead.publication.sections),
    ...changed("topic", before?.publication.topics, masthead.publication.topics),
    ...licences.map((id) => `licence/${id}`),
  ];
  return {
    revision,
    written: [],
    releases: [],
    changes: [{ kind: "settings" }],
    left: [],
    entered: [],
    images: [],
    masthead: { masthead, settings, listed: settings || versions.length > 0, versions, channels, licences },
  };
}

/** What every answer bears: the settings, and in the footer the default licence's name. Sections and topics are borne by what is in them. */
function onEveryPage(masthead: Masthead | undefined): unknown {
  if (masthead === undefined) return undefined;
  const { sections: _sections, topics: _topics, ...rest } = masthead.publication;
  return [rest, own(masthead.licences, rest.licence)?.name];
}

/** The channels of what had another name or look before. */
const changed = (kind: string, before: Record<string, unknown> | undefined, after: Record<string, unknown>): string[] =>
  Object.keys(after)
    .filter((id) => own(before, id) !== undefined && !same(own(before, id), own(after, id)))
    .map((id) => `${kind}/${id}`);

type Licences = MastheadInput["licences"];

/** The terms' HTML, cleaned; no image may stand in them. */
function cleaned({ licences }: MastheadInput, origin: string): { licences: Licences; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const entries = Object.entries(licences).map(([id, licence]) => {
    const result = cleanHtml(licence.text, termsUrl(origin, id), new Set(), `licences.${id}.text`);
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

/** The licences whose text or clauses are new, with their next version. */
async function newVersions(licences: Licences, before: Masthead | undefined): Promise<LicenceVersion[]> {
  const next = Object.entries(licences).flatMap(([id, licence]) => {
    const old = own<KeptLicence>(before?.licences, id);
    const { version, ...text } = old ?? { version: 0 };
    return same(text, licence) ? [] : [{ id, licence: { ...licence, version: version + 1 } }];
  });
  return Promise.all(
    next.map(async (each) => ({
      ...each,
      hash: await sha256Hex(JSON.stringify(sorted({ ...each.licence, version: undefined }))),
    })),
  );
}

const missing = (noun: string, before: Record<string, unknown> | undefined, now: Record<string, unknown>): string[] =>
  Object.keys(before ?? {})
    .filter((id) => !Object.hasOwn(now, id))
    .map((id) => `${noun}/${id}`);
