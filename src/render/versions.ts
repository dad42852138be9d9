import { type Article, type ArticleInput, addressOf, type Body } from "../model/article/article.ts";
import { sentHtml } from "./body.ts";
import { type Part, partsOf } from "./diff.ts";

/** An article's text at one time. */
export type Text = { article: Article; body: Body };

/** How a field changed: a text in its parts, anything else as it was and is; null where it was left out. */
export type FieldChange = { field: string; parts: Part[] } | { field: string; from: unknown; to: unknown };

/** An article as the desk sends it under its address, so that it can be sent again. */
export const inputOf = ({ article, body }: Text): ArticleInput => ({
  ...fieldsOf({ article, body }),
  ...(article.address === undefined ? {} : { was: [article.id] }),
});

const fieldsOf = ({ article: { images, ...article }, body }: Text): ArticleInput => ({
  ...sentFields(article),
  images: images.map(({ sha256, alt, caption, credit, owner, licence }) => ({
    ...{ sha256, alt, credit, owner, licence },
    ...(caption === undefined ? {} : { caption }),
  })),
  body: sentHtml(body),
});

/** Without its names, and without what the wire notes of the licences that it had. */
const sentFields = ({
  id: _id,
  address: _address,
  formerLicence: _last,
  formerLicences: _former,
  licenceSince: _since,
  ...article
}: Omit<Article, "images">) => article;

const TEXTS = ["headline", "summary", "reason", "body"];
/** What people look for first stands first, the body last. */
const ORDER = ["address", "headline", "summary", "corrections", "status", "reason", "licence"];

/** The fields in which two versions differ. */
export function changesBetween(from: Text, to: Text): FieldChange[] {
  const before = comparable(from);
  const after = comparable(to);
  const names = [...new Set([...ORDER, ...before.keys(), ...after.keys()])];
  const isChanged = (name: string) => JSON.stringify(before.get(name)) !== JSON.stringify(after.get(name));
  return names.filter(isChanged).map((field) => changeOf(field, before.get(field), after.get(field)));
}

/** What is compared of a text. */
const comparable = (text: Text): Map<string, unknown> =>
  new Map<string, unknown>(Object.entries({ ...fieldsOf(text), address: addressOf(text.article) }));

function changeOf(field: string, from: unknown, to: unknown): FieldChange {
  const isText = typeof (from ?? "") === "string" && typeof (to ?? "") === "string";
  if (TEXTS.includes(field) && isText) return { field, parts: partsOf(String(from ?? ""), String(to ?? "")) };
  return { field, from: from ?? null, to: to ?? null };
}
