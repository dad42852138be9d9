import { type Article, type ArticleInput, addressOf, type Body } from "../model/article/article.ts";
import { sentHtml } from "./body.ts";
import { type Part, partsOf } from "./diff.ts";

/** An article's text at one point in time. */
export type Text = { article: Article; body: Body };

/** A changed field: a text as its parts, anything else as its old and new value; null if it was missing. */
export type FieldChange = { field: string; parts: Part[] } | { field: string; from: unknown; to: unknown };

/** Returns an article as the desk sends it under its current address, so that it can be sent again. */
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

/** Leaves out its names and the license history that the wire records. */
const sentFields = ({
  id: _id,
  address: _address,
  formerLicence: _last,
  formerLicences: _former,
  licenceSince: _since,
  ...article
}: Omit<Article, "images">) => article;

const TEXTS = ["headline", "summary", "reason", "body"];
/** The fields that people look for come first; the body comes last. */
const ORDER = ["address", "headline", "summary", "corrections", "status", "reason", "licence"];

/** Returns the fields in which two versions differ. */
export function changesBetween(from: Text, to: Text): FieldChange[] {
  const before = comparable(from);
  const after = comparable(to);
  const names = [...new Set([...ORDER, ...before.keys(), ...after.keys()])];
  const isChanged = (name: string) => JSON.stringify(before.get(name)) !== JSON.stringify(after.get(name));
  return names.filter(isChanged).map((field) => changeOf(field, before.get(field), after.get(field)));
}

/** Returns the fields of a text that are compared. */
const comparable = (text: Text): Map<string, unknown> =>
  new Map<string, unknown>(Object.entries({ ...fieldsOf(text), address: addressOf(text.article) }));

function changeOf(field: string, from: unknown, to: unknown): FieldChange {
  const isText = typeof (from ?? "") === "string" && typeof (to ?? "") === "string";
  if (TEXTS.includes(field) && isText) return { field, parts: partsOf(String(from ?? ""), String(to ?? "")) };
  return { field, from: from ?? null, to: to ?? null };
}
