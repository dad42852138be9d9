import { correctionLine } from "../corrections.ts";
import { creditedBody } from "../credit/html.ts";
import { creditPlain } from "../credit/plain.ts";
import type { Item, ItemImage } from "../feed/item.ts";
import { storyWords } from "../messages/language.ts";
import type { Site } from "../site.ts";

// IPTC ninjs 3.1. https://iptc.org/standards/ninjs/

const SCHEMA = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json";
const ODRL = "http://www.w3.org/ns/odrl/2/";

/** Renders an item as ninjs 3.1. */
export function ninjs(item: Item, site: Site) {
  const { publication } = site.masthead;
  return {
    uri: item.id,
    type: "text",
    representationType: item.shows === "full" ? "full" : "partial",
    version: String(item.version),
    firstCreated: item.published,
    versionCreated: item.modified,
    ...(item.expires ? { expires: item.expires } : {}),
    pubStatus: "usable",
    language: item.language,
    title: item.headline,
    by: item.byline,
    slugline: item.slug,
    headlines: [{ role: "main", contentType: "text/plain", value: item.headline }],
    ...(item.summary ? { descriptions: [{ role: "summary", contentType: "text/plain", value: item.summary }] } : {}),
    ...(item.body ? { bodies: bodies({ ...item, body: item.body }, site) } : {}),
    // A note for the editors who use the story, as agencies send it; readers see the corrections in the body.
    ...(item.corrections.length > 0
      ? { edNote: item.corrections.map((each) => correctionLine(each, storyWords(item, site))).join("\n") }
      : {}),
    ...rights(item),
    infoSources: [
      { name: item.holder, role: "originator" },
      { name: publication.name, role: "distributor", uri: publication.homePage },
      ...item.partners.map((name) => ({ name, role: "partner" })),
    ],
    ...(item.authors.length > 0
      ? { people: item.authors.map(({ name, url }) => ({ name, uri: url, rel: "author" })) }
      : {}),
    subjects: [item.section, ...item.topics].map(({ id, name }, at) => ({
      name,
      uri: `${site.origin}/feeds#${at === 0 ? "section" : "topic"}/${id}`,
      rel: at === 0 ? "section" : "topic",
    })),
    ...(item.canonical ? { altIds: [{ role: "canonical", value: item.canonical }] } : {}),
    ...(item.images.length > 0 ? { associations: item.images.map(association) } : {}),
    renditions: [{ name: "web", href: item.link, contentType: "text/html" }],
    standard: { name: "ninjs", version: "3.1", schema: SCHEMA },
  };
}

function bodies(item: Item & { body: string }, site: Site) {
  const html = creditedBody(item, site);
  return [
    { role: "main", contentType: "text/html", charCount: html.length, value: html },
    { role: "credit", contentType: "text/plain", value: creditPlain(item, site) },
  ];
}

const rights = ({ holder, rights: notice, terms, policy }: Item) => ({
  copyrightHolder: holder,
  copyrightNotice: notice,
  usageTerms: terms.statement,
  rightsInfo: { langId: ODRL, linkedRights: policy },
});

/** Only images that may be distributed are associations, each under its own license. */
const association = (image: ItemImage, at: number) => ({
  name: at === 0 ? "lead-image" : `image-${at + 1}`,
  rel: at === 0 ? "lead-image" : "image",
  uri: image.url,
  type: "picture",
  pubStatus: "usable",
  by: image.credit,
  copyrightHolder: image.owner,
  copyrightNotice: `© ${image.owner}`,
  usageTerms: `${image.licence.name}: ${image.licence.url}`,
  descriptions: [
    { role: "alt", contentType: "text/plain", value: image.alt },
    ...(image.caption ? [{ role: "caption", contentType: "text/plain", value: image.caption }] : []),
  ],
  renditions: [
    {
      name: "original",
      href: image.url,
      contentType: image.type,
      width: image.width,
      height: image.height,
      sizeInBytes: image.bytes,
    },
  ],
});
