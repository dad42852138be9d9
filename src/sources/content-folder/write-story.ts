import { z } from "zod";
import { articleUrl } from "../../model/address.ts";
import { type Body, licenceFor, releaseTime } from "../../model/article/article.ts";
import { STATUSES } from "../../model/article/status.ts";
import { isSame } from "../../model/canonical-json.ts";
import { isRightToLeft } from "../../model/direction.ts";
import { cleanHtml } from "../html/clean-html.ts";
import { ArticleFile } from "./field-schemas.ts";
import { writeFile } from "./write-file.ts";
import { writeText } from "./write-text.ts";

/** A written file of a content folder, whether the wire reads back exactly the same, and what no file can express. */
export type WrittenFile = { path: string; text: string; isExact: boolean; leftOut?: readonly string[] };

/** The part of a stored article on which its file depends. Other fields are passed on as they are. */
export const StoredContent = z.looseObject({
  id: z.string(),
  address: z.string().optional(),
  section: z.string(),
  published: z.string(),
  embargo: z.string().optional(),
  status: z.enum(STATUSES),
  licence: z.string(),
  canonical: z.string().optional(),
  language: z.string().optional(),
  expires: z.string().optional(),
  corrections: z.array(z.unknown()).optional(),
  images: z.array(z.looseObject({ sha256: z.string(), extension: z.string(), caption: z.string().optional() })),
});

/** An article and its dates, as the wire stores them. */
export type StoredStory = {
  content: z.infer<typeof StoredContent>;
  body: Body;
  version: number;
  releaseAt: string;
  released: string | null;
  modified: string;
  killed: string | null;
  shown: unknown;
  sent: Record<string, unknown>;
  decided: Record<string, unknown>;
  /** Every current or former name besides the id. */
  names: readonly string[];
};

/** The part of a publication on which an article's file depends. */
export type StorySite = {
  origin: string;
  publication: { language: string; licence: string; sectionLicences?: Record<string, string> | undefined };
};

/** Returns the name of an image's file. */
export const imageFile = ({ sha256, extension }: { sha256: string; extension: string }): string =>
  `${sha256}.${extension}`;

const addressIn = ({ id, address = id }: StoredStory["content"]): string => address;

/** Writes an article as a file of a content folder, with its dates. */
export function writeStory(story: StoredStory, site: StorySite): WrittenFile {
  const { content, body } = story;
  const { text, ending, isExact } = writeText({
    body,
    origin: site.origin,
    files: new Map(content.images.map((image) => [image.sha256, imageFile(image)])),
    isElsewhere: content.canonical !== undefined,
    clean: (html) => cleanHtml(html, cleaningOf(story, site)),
  });
  const path = `articles/${addressIn(content)}${ending}`;
  return { path, text: writeFile(fieldsOf(story, site), text), isExact };
}

/** Returns the cleaning options that a wire uses; the same as `cleaningOf` in the commands. */
function cleaningOf({ content }: StoredStory, { origin, publication }: StorySite) {
  const language = content.language ?? publication.language;
  return {
    ...{ origin, base: content.canonical ?? articleUrl(origin, addressIn(content)), prefix: `cw-${content.id}-` },
    images: new Map(content.images.map((image) => [image.sha256, image])),
    direction: isRightToLeft(language) ? ("rtl" as const) : undefined,
  };
}

/** Returns the fields in documented order, without defaults. */
function fieldsOf(story: StoredStory, { publication }: StorySite): Record<string, unknown> {
  const { content, sent, names } = story;
  const { id, status, section, licence: own } = content;
  const isUnderstood =
    sent.licence === null &&
    licenceFor({ section }, { ...publication, sections: undefined, topics: undefined }) === own;
  const licence = isUnderstood ? undefined : own;
  const was = names.length === 0 ? undefined : [id, ...names.filter((name) => name !== addressIn(content))];
  const said = { ...content, status: status === "usable" ? undefined : status, licence, was };
  const fields = { ...said, images: content.images.map(inFile), exported: exportedOf(story, licence) };
  return pick(fields, [...Object.keys(ArticleFile.shape).filter((name) => name !== "exported"), "exported"]);
}

const pick = (from: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.flatMap((name) => (isSaid(from[name]) ? [[name, from[name]]] : [])));

const isSaid = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);

function inFile({ sha256, extension, alt, caption, credit, owner, licence }: StoredStory["content"]["images"][number]) {
  return pick({ file: imageFile({ sha256, extension }), alt, caption, credit, owner, licence }, [
    "file",
    "alt",
    "caption",
    "credit",
    "owner",
    "licence",
  ]);
}

/** Returns what the fields don't say: the article's dates, and what the desk decided about it. */
function exportedOf(story: StoredStory, licence: string | undefined): Record<string, unknown> {
  const { content, version, releaseAt, released, modified, killed, shown, sent, decided } = story;
  const { status, expires = null, corrections = [] } = content;
  const isSent = isSame(sent, { status, licence: licence ?? null, expires, corrections });
  const values = {
    // An unreleased article has only its own dates.
    ...{
      version,
      modified: released === null ? undefined : modified,
      releaseAt: releaseAt === releaseTime(content) ? undefined : releaseAt,
    },
    ...{ released: released ?? undefined, killed: killed ?? undefined, shown: shown ?? undefined },
    sent: isSent ? undefined : sent,
    decided: isSame(decided, {}) ? undefined : decided,
  };
  return pick(values, ["version", "releaseAt", "released", "modified", "killed", "shown", "sent", "decided"]);
}
