import type { Article } from "../article/article.ts";
import { SILENCE } from "./clauses/groups.ts";
import type { LicenceVersion } from "./licence.ts";

/** How an article narrows its license. It can't widen it. */
export type Tightening = Pick<Article, "exclude" | "expires" | "translate">;

/** Whether an article narrows its license at all. */
export const tightens = ({ exclude, expires, translate }: Tightening): boolean =>
  exclude !== undefined || expires !== undefined || translate !== undefined;

/** A license as it applies to one article. */
export type Terms = LicenceVersion & { excluded: boolean; expires?: string };

/** Returns the license narrowed by the article's own fields and by the license's end; never wider than the license. */
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
  statement: "This story isn’t ours to give away, so it isn’t licensed. Please ask its rights holder.",
  language: "en",
} as const;

const ENDED = { statement: "This license has ended. It no longer grants anything.", language: "en" } as const;

/** Returns a license without any terms, not even for machines: for what isn't ours or has ended, we neither grant nor reserve. */
const closeLicence = ({ url: _, ...licence }: LicenceVersion): LicenceVersion => ({
  ...licence,
  ...SILENCE,
  grant: { ...SILENCE.grant, ...anybodys(licence.grant) },
  eligibility: { ...SILENCE.eligibility, who: "nobody" },
  exceptions: licence.exceptions,
  publicText: "link",
});

/** Quoting and linking need no license, so those clauses stay. */
const anybodys = ({ quote, link }: LicenceVersion["grant"]) => ({
  ...(quote === undefined ? {} : { quote }),
  ...(link === undefined ? {} : { link }),
});
