import { SaxesParser } from "saxes";

// The content models of NITF 3.6 for the elements that the wire writes. The IPTC's own DTD and schema aren't in this repository:
// https://iptc.org/std/NITF/3.6/

const BLOCK = ["p", "hl2", "table", "media", "ol", "ul", "dl", "bq", "fn", "note", "pre", "hr"];
const LINE = ["#text", "a", "br", "em", "lang", "pronounce", "q", "chron", "location", "num", "org", "person"];
const ROWS = ["tr"];

/** An element's content model; `order` is a pattern over the names of its children in sequence. */
type Model = { holds: readonly string[]; order?: RegExp; attributes?: readonly string[] };

const MODELS: Readonly<Record<string, Model>> = {
  nitf: {
    holds: ["head", "body"],
    order: /^(head )?body $/,
    attributes: ["xmlns", "version", "change.date", "change.time"],
  },
  head: {
    holds: ["title", "meta", "tobject", "docdata", "pubdata"],
    order: /^(title )?(meta )*(docdata )?(pubdata )*$/,
  },
  title: { holds: ["#text"] },
  meta: { holds: [], attributes: ["name", "content", "http-equiv"] },
  docdata: {
    holds: [
      ...["correction", "doc-id", "urgency", "date.issue", "date.release", "date.expire", "ed-msg"],
      ...["doc.copyright", "doc.rights", "key-list"],
    ],
    attributes: ["management-status"],
  },
  correction: { holds: [], attributes: ["info", "id-string", "regsrc"] },
  "doc-id": { holds: [], attributes: ["id-string", "regsrc"] },
  "date.issue": { holds: [], attributes: ["norm"] },
  "date.release": { holds: [], attributes: ["norm"] },
  "date.expire": { holds: [], attributes: ["norm"] },
  "doc.copyright": { holds: [], attributes: ["year", "holder"] },
  "doc.rights": {
    holds: [],
    attributes: [
      "owner",
      "startdate",
      "enddate",
      "agent",
      "geography",
      "location-code",
      "code-source",
      "type",
      "limitations",
    ],
  },
  "key-list": { holds: ["keyword"] },
  keyword: { holds: [], attributes: ["key"] },
  pubdata: { holds: [], attributes: ["type", "name", "ex-ref", "date.publication", "item-length", "unit-of-measure"] },
  body: { holds: ["body.head", "body.content", "body.end"], order: /^(body\.head )?(body\.content )*(body\.end )?$/ },
  "body.head": {
    holds: ["hedline", "note", "rights", "byline", "distributor", "dateline", "abstract", "series"],
    order: /^(hedline )?(note )*(rights )?(byline )*(distributor )?(dateline )*(abstract )?(series )?$/,
  },
  hedline: { holds: ["hl1", "hl2"], order: /^hl1 (hl2 )*$/ },
  hl1: { holds: LINE },
  hl2: { holds: LINE },
  rights: { holds: ["#text"] },
  byline: { holds: ["#text", "person", "byttl", "location"] },
  distributor: { holds: ["#text", "org"] },
  abstract: { holds: BLOCK },
  "body.content": { holds: ["block", ...BLOCK] },
  block: { holds: [...BLOCK, "datasource"] },
  "body.end": { holds: ["tagline", "bibliography"], order: /^(tagline )?(bibliography )?$/ },
  tagline: { holds: LINE, attributes: ["type"] },
  p: { holds: LINE, attributes: ["lede", "summary", "optional-text"] },
  a: { holds: LINE.filter((name) => name !== "a"), attributes: ["href", "name", "rel", "rev", "title"] },
  em: { holds: LINE, attributes: ["class"] },
  num: { holds: ["#text", "frac", "sub", "sup"] },
  sub: { holds: ["#text"] },
  sup: { holds: ["#text"] },
  q: { holds: LINE, attributes: ["quote-source"] },
  br: { holds: [] },
  hr: { holds: [] },
  pre: { holds: ["#text"] },
  ol: { holds: ["li"], order: /^(li )+$/, attributes: ["seqnum"] },
  ul: { holds: ["li"], order: /^(li )+$/ },
  li: { holds: [...LINE, ...BLOCK] },
  dl: { holds: ["dt", "dd"], order: /^(d[td] )+$/ },
  dt: { holds: LINE },
  dd: { holds: ["block"] },
  bq: { holds: ["block", "credit"], order: /^(block )+(credit )?$/ },
  note: { holds: ["body.content"], order: /^body\.content $/, attributes: ["noteclass", "type"] },
  table: {
    holds: ["caption", "thead", "tbody", "tfoot", "tr"],
    order: /^(caption )?(thead )?(tfoot )?((tbody )+|(tr )+)$/,
  },
  caption: { holds: [...LINE, ...BLOCK] },
  thead: { holds: ROWS, order: /^(tr )+$/ },
  tbody: { holds: ROWS, order: /^(tr )+$/ },
  tfoot: { holds: ROWS, order: /^(tr )+$/ },
  tr: { holds: ["th", "td"], order: /^(t[hd] )+$/ },
  td: { holds: [...LINE, ...BLOCK], attributes: ["colspan", "rowspan"] },
  th: { holds: [...LINE, ...BLOCK], attributes: ["colspan", "rowspan"] },
  media: {
    holds: ["media-metadata", "media-reference", "media-caption", "media-producer"],
    order: /^(media-metadata )*(media-reference )+(media-caption )*(media-producer )?$/,
    attributes: ["media-type"],
  },
  "media-reference": {
    holds: [],
    attributes: ["source", "mime-type", "alternate-text", "width", "height", "units", "copyright", "source-credit"],
  },
  "media-caption": { holds: [...LINE, ...BLOCK] },
  "media-producer": { holds: LINE },
};

type Open = { name: string; children: string };

/** Returns what violates NITF 3.6 in a document; empty if it is valid. */
export function nitfMistakes(xml: string): string[] {
  const mistakes: string[] = [];
  const open: Open[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => mistakes.push(error.message));
  parser.on("opentag", ({ uri, name, attributes }) => {
    if (uri !== "http://iptc.org/std/NITF/2006-10-18/") mistakes.push(`${name} is of ${uri}`);
    mistakes.push(...unknownAttributes(name, Object.keys(attributes)), ...placeMistakes(open.at(-1), name));
    const parent = open.at(-1);
    if (parent !== undefined) parent.children += `${name} `;
    open.push({ name, children: "" });
  });
  parser.on("text", (text) => {
    const { name = "" } = open.at(-1) ?? {};
    if (text.trim() !== "" && !MODELS[name]?.holds.includes("#text")) mistakes.push(`words right in ${name}`);
  });
  parser.on("closetag", () => {
    const { name = "", children = "" } = open.pop() ?? {};
    const order = MODELS[name]?.order;
    if (order && !order.test(children)) mistakes.push(`${name} has ${children}`);
  });
  parser.write(xml).close();
  return mistakes;
}

const unknownAttributes = (name: string, attributes: readonly string[]): string[] =>
  attributes
    .filter((attribute) => !MODELS[name]?.attributes?.includes(attribute))
    .map((attribute) => `${name} has ${attribute}`);

function placeMistakes(parent: Open | undefined, name: string): string[] {
  if (MODELS[name] === undefined) return [`there is no ${name}`];
  return parent === undefined || MODELS[parent.name]?.holds.includes(name) ? [] : [`${name} in ${parent.name}`];
}
