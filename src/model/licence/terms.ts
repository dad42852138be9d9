import type { Article } from "../article/article.ts";
import { CLOSED } from "./clauses/groups.ts";
import type { MachineUse } from "./clauses/machine-use.ts";
import type { LicenceVersion } from "./licence.ts";

/** How an article narrows its licence. There is no way to say more than the licence. */
export type Tightening = Pick<Article, "exclude" | "expires" | "translate">;

/** What is said of machines anywhere: by each licence; and where articles exclude themselves, that no AI use is allowed. */
export const machineUses = (licences: Record<string, LicenceVersion>, anyExcluded: boolean): MachineUse[] => [
  ...Object.values(licences).map((licence) => termsOf(licence, {}).machineUse),
  ...(anyExcluded ? [NO_AI] : []),
];

const NO_AI: MachineUse = { search: "allow", aiInput: "deny", aiTrain: "deny", ai: "deny" };

/** Whether an article says anything that its licence doesn't. */
export const tightens = ({ exclude, expires, translate }: Tightening): boolean =>
  exclude !== undefined || expires !== undefined || translate !== undefined;

/** A licence as it holds for one article. */
export type Terms = LicenceVersion & { excluded: boolean; expires?: string };

/** The licence, narrowed by what the article says of itself, and by its own end. Never wider than the licence. */
export function termsOf(licence: LicenceVersion, article: Tightening): Terms {
  const excluded = article.exclude === true || licence.ended === true;
  const base = excluded ? { ...closeLicence(licence), ...(article.exclude ? NOT_OURS : ENDED) } : licence;
  const ends = [article.expires, licence.effective?.to].flatMap((end) => (end === undefined ? [] : [end]));
  const [expires] = ends.sort((one, other) => Date.parse(one) - Date.parse(other));
  return {
    ...base,
    grant: { ...base.grant, ...(article.translate ? { translate: article.translate } : {}) },
    excluded,
    ...(expires === undefined ? {} : { expires }),
  };
}

const NOT_OURS = {
  name: "Not licensed",
  statement: "This story isn’t ours to grant, so nothing of it is licensed. Please ask its rights holder.",
} as const;

const ENDED = { statement: "This licence has ended: nothing is granted under it any more." } as const;

/** The licence of which nothing is left. Search engines may still find what remains, if the licence lets them. */
const closeLicence = ({ url: _, ...licence }: LicenceVersion): LicenceVersion => ({
  ...licence,
  ...CLOSED,
  grant: { ...CLOSED.grant, quote: licence.grant.quote, link: licence.grant.link },
  exceptions: licence.exceptions,
  publicText: "link",
  machineUse: { ...NO_AI, search: licence.machineUse.search },
});
