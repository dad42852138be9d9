import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PUBLIC } from "../../src/model/access.ts";
import { type Article, articleMistakes, type Version } from "../../src/model/article/article.ts";
import type { Signal } from "../../src/model/licence/clause.ts";
import type { MachineUse } from "../../src/model/licence/clauses/machine-use.ts";
import { completeLicence, type LicenceInput, type LicenceVersion } from "../../src/model/licence/licence.ts";
import type { Tightening } from "../../src/model/licence/terms.ts";
import type { Item } from "../../src/render/feed/item.ts";
import { itemOf } from "../../src/render/feed/item-of.ts";
import type { Site } from "../../src/render/site.ts";
import { LicenceFile } from "../../src/sources/content-folder/field-schemas.ts";
import { parseFrontMatter } from "../../src/sources/content-folder/front-matter.ts";
import { ROOT } from "./paths.ts";

export const ORIGIN = "https://wire.example";

/** A license as it is stored, with its id. */
export type NamedLicence = { id: string; licence: LicenceVersion };

/** Returns a license as the wire stores it once it is published. */
export const keptAs = (id: string, given: LicenceInput): NamedLicence => ({
  id,
  licence: { ...completeLicence(given), version: 3, hash: "ab".repeat(32), since: "2026-05-01T00:00:00Z" },
});

/** Returns every license in a folder. */
function licencesIn(folder: string): NamedLicence[] {
  const files = readdirSync(join(ROOT, folder)).filter((file) => file !== "README.md");
  return files.map((file) => {
    const { data, body } = parseFrontMatter(readFileSync(join(ROOT, folder, file), "utf8"));
    return keptAs(file.replace(/\.md$/, ""), { ...LicenceFile.parse(data), text: body });
  });
}

/** Every license in the repository: those of invented newsrooms, and those shipped with the project. */
export const LICENCES: readonly NamedLicence[] = [
  ...licencesIn("test/fixtures/licences"),
  ...licencesIn("content/licences"),
];

/** Returns a wire with these licenses. */
export const siteWith = (...known: readonly NamedLicence[]): Site => ({
  origin: ORIGIN,
  masthead: {
    publication: {
      name: "Test Foundation",
      description: "A newsroom for tests.",
      homePage: "https://www.example.org/",
      language: "en-US",
      timeZone: "America/New_York",
      contacts: { tips: "tips@example.org", licensing: "licensing@example.org" },
      licence: known[0]?.id ?? "",
      sections: { asia: "Asia" },
      topics: {},
    },
    authors: {},
    licences: Object.fromEntries(known.map(({ id, licence }) => [id, licence])),
  },
  access: PUBLIC,
});

/** Returns a released article as the store returns it. */
const story = (licence: string, changes: Partial<Article>): Version => ({
  id: "harbour",
  headline: "Harbour reopens",
  summary: "The harbour reopened on Monday.",
  authors: [],
  section: "asia",
  topics: [],
  published: "2026-05-01T09:00:00+09:00",
  status: "usable",
  licence,
  images: [],
  version: 1,
  released: "2026-05-01T00:00:00Z",
  publishedAt: "2026-05-01T00:00:00Z",
  modifiedAt: "2026-05-02T00:00:00Z",
  ...changes,
});

/** Returns the item of an article under a license. */
export function itemUnder(known: NamedLicence, changes: Partial<Article> = {}): Item {
  const item = itemOf(story(known.id, changes), siteWith(known));
  if (item === undefined) throw new Error(`nothing of an article under ${known.id} is shown`);
  return item;
}

const EXPIRES = "2031-12-31T23:59:59+09:00";
/** Every way in which an article can narrow its license. */
const TIGHTENINGS: readonly Tightening[] = [
  { exclude: true },
  { expires: EXPIRES },
  { translate: "deny" },
  { expires: EXPIRES, translate: "deny" },
  { exclude: true, expires: EXPIRES, translate: "deny" },
];

/** Returns the ones that the license allows an article to use: Creative Commons licenses can't be narrowed. */
export function tighteningsOf({ id, licence }: NamedLicence): Tightening[] {
  const { publication } = siteWith({ id, licence }).masthead;
  return TIGHTENINGS.filter(
    (tightening) =>
      articleMistakes(story(id, tightening), { publication, authors: {}, licences: { [id]: licence } }).length === 0,
  );
}

const SIGNALS: readonly Signal[] = ["allow", "deny", "unset"];

/** All 81 combinations of machine-use signals. */
export const MACHINE_USES: readonly MachineUse[] = SIGNALS.flatMap((search) =>
  SIGNALS.flatMap((aiInput) => SIGNALS.flatMap((aiTrain) => SIGNALS.map((ai) => ({ search, aiInput, aiTrain, ai })))),
);

/** Returns a license with these machine-use signals and no other clauses of its own. */
export function licenceFor(machineUse: MachineUse): NamedLicence {
  const known = keptAs("any", {
    name: "Any & Other Licence",
    publicText: "full",
    statement: "Take it.",
    contact: "licensing+rsl@example.org",
    text: "<p>Be fair.</p>",
  });
  return { ...known, licence: { ...known.licence, machineUse } };
}
