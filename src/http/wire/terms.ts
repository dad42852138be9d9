import type { Context } from "hono";
import { articleOfferUrl } from "../../model/address.ts";
import { getOwn } from "../../model/get-own.ts";
import { datedTexts } from "../../model/licence/licence-history.ts";
import { licencePage } from "../../render/html/wire/licence-page.tsx";
import { nsPage } from "../../render/html/wire/ns-page.tsx";
import { articleOffer } from "../../render/rights/odrl/offer.ts";
import { doorOf } from "../../render/site.ts";
import { type PublishedVersion, readLicenceVersions, readOffer } from "../../store/licence-version.ts";
import { serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { byAddress, serveArticle } from "./serve-article.ts";

const HTML = "text/html; charset=utf-8";
const JSONLD = "application/ld+json; charset=utf-8";

/** `/licences/{id}`: terms, for people. */
export function serveLicencePage(c: Context<WireEnv>): Promise<Response> {
  const id = c.req.param("id") ?? "";
  return serve(c, {
    key: `licence ${id}`,
    scope: "licences",
    render: async (site) => {
      const terms = getOwn(site.masthead.licences, id);
      if (terms === undefined) return undefined;
      const versions = versionsOf(await readLicenceVersions(c.env.env.db, id));
      return { body: licencePage({ id, licence: terms, versions, site }), type: HTML };
    },
  });
}

const versionsOf = (texts: readonly PublishedVersion[]) =>
  datedTexts(texts.map(({ licence: { version, hash, since }, at }) => ({ version, hash, since, at })));

/** `/licences/{id}/{version}`: one version, for people; with `.jsonld` appended, for software. */
export function serveLicenceVersion(c: Context<WireEnv>): Promise<Response> | Response {
  const [, version = "", ending] = /^([1-9]\d{0,8})(\.jsonld)?$/.exec(c.req.param("file") ?? "") ?? [];
  if (version === "") return problem(c, "not-found");
  const id = c.req.param("id") ?? "";
  return ending === undefined ? serveLicenceText(c, id, Number(version)) : serveOffer(c, id, Number(version));
}

const serveLicenceText = (c: Context<WireEnv>, id: string, version: number): Promise<Response> =>
  serve(c, {
    key: `licence ${id} ${version}`,
    scope: "licences",
    render: async (site) => {
      const texts = await readLicenceVersions(c.env.env.db, id);
      const found = texts.find(({ licence: { version: each } }) => each === version);
      if (found === undefined) return undefined;
      const ended = getOwn(site.masthead.licences, id)?.ended === true;
      const versions = versionsOf(texts);
      const shown = ended ? { ...found.licence, ended } : found.licence;
      return { body: licencePage({ id, licence: shown, versions, site }), type: HTML };
    },
  });

/** The offer is served byte for byte as published, so that whoever accepted it can prove what it said. */
const serveOffer = (c: Context<WireEnv>, id: string, version: number): Promise<Response> =>
  serve(c, {
    key: `offer ${id} ${version}`,
    scope: "licences",
    render: async () => {
      const found = await readOffer(c.env.env.db, id, version);
      if (found === undefined) return undefined;
      return { body: found.offer, type: JSONLD, foreverSince: Math.floor(Date.parse(found.at) / 1000) };
    },
  });

/**
 * `/articles/{id}/offer.jsonld`: the offer of an article that narrows its license; other articles have none. Its URL always
 * uses the article's id.
 */
export const serveArticleOffer = (c: Context<WireEnv>): Promise<Response> =>
  serveArticle(c, {
    key: "offer.article",
    name: c.req.param("id") ?? "",
    nameOf: byAddress,
    urlOf: articleOfferUrl,
    make: (item, site) =>
      [site.origin, doorOf(site)].some((door) => item.policy === articleOfferUrl(door, item.slug))
        ? { body: JSON.stringify(articleOffer(item, site.origin)), type: JSONLD }
        : undefined,
  });

/** `/ns`: the vocabulary that offers use. */
export const serveNamespace = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, { key: "ns", scope: "settings", render: async (site) => ({ body: nsPage(site), type: HTML }) });
