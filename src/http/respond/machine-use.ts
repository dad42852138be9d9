import { articleRslUrl, rslUrl } from "../../model/address.ts";
import { type MachineUse, pickStrictest } from "../../model/licence/clauses/machine-use.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import type { Item } from "../../render/feed/item.ts";
import { rslLink } from "../../render/rights/rsl/rsl.ts";
import { usageOf } from "../../render/rights/rsl/usage.ts";
import { reservation } from "../../render/rights/tdmrep.ts";

type MachineUseOf = Pick<LicenceVersion, "machineUse">;

/**
 * What machines may do with what an answer carries, as headers: the strictest of everything in it. Where nothing is said,
 * no header is sent.
 */
export const machineUseHeaders = (
  items: readonly Item[],
  origin: string,
  links: readonly string[] = [],
): Record<string, string> =>
  ofSeveral(
    items.flatMap(({ terms, images }) => [terms, ...images.map((image) => image.terms)]),
    origin,
    links,
  );

/** The same for an image, which travels under licences of its own. */
export const imageHeaders = (licences: readonly LicenceVersion[], origin: string): Record<string, string> =>
  ofSeveral(licences, origin, []);

const ofSeveral = (all: readonly MachineUseOf[], origin: string, links: readonly string[]): Record<string, string> =>
  headers(
    all.map(({ machineUse }) => machineUse),
    rslUrl(origin),
    `${origin}/#licences`,
    links,
  );

/** The same for one article, under its own address. */
export const articleHeaders = (item: Item): Record<string, string> =>
  headers([item.terms.machineUse], articleRslUrl(item.page), item.licence.terms, [termsLink(item)]);

function headers(
  uses: readonly MachineUse[],
  rsl: string,
  policy: string,
  links: readonly string[],
): Record<string, string> {
  const all = usageOf(uses) === undefined ? links : [...links, rslLink(rsl)];
  const bit = reservation(pickStrictest(uses));
  return {
    ...(all.length > 0 ? { Link: all.join(", ") } : {}),
    ...(bit === undefined ? {} : { "tdm-reservation": String(bit) }),
    ...(bit === 1 ? { "tdm-policy": policy } : {}),
  };
}

/** RFC 6903 §5: the terms for people, since RSL takes the header's `license`. */
const termsLink = ({ licence }: Item): string => `<${licence.terms}>; rel="terms-of-service"`;

/** A licence that denies search keeps the article's page out of search engines. */
export const robotsHeader = ({ terms }: Item): Record<string, string> =>
  terms.machineUse.search === "deny" ? { "X-Robots-Tag": "noindex" } : {};
