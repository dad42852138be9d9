import type { MiddlewareHandler } from "hono";
import { FEED_FORMATS, relativeReference, WITHDRAWN_FORMATS } from "../../model/address.ts";
import { CHANNEL_KINDS } from "../../model/channel.ts";
import { LENGTH } from "../../model/policy.ts";
import { ID } from "../../model/text.ts";
import { ANY_ORIGIN } from "./headers.ts";

const KINDS = CHANNEL_KINDS.filter((kind) => kind !== "latest").join("|");
const PAGES_OF = `(?:sections|topics|authors)/${ID}(?:/pages/[1-9][0-9]{0,6})?|archive(?:/[0-9]{4}/[0-9]{2})?|feeds/(?:latest|(?:${KINDS})/${ID})`;
const FEED = `feeds/(?:latest|search|(?:${KINDS})/${ID})(?:/archive/[1-9][0-9]{0,6})?\\.(?:${FEED_FORMATS.join("|")})`;
const READINGS = `feeds\\.opml|${FEED}|articles/${ID}|images/[0-9a-f]{64}(?:-[0-9a-f]{${LENGTH.imageMac}})?\\.[a-z]+`;

/** The patterns of public paths, all in lower case and without a trailing slash. The API answers with an error instead. */
const OPEN = new RegExp(
  `^/(?:${READINGS}|${PAGES_OF}|feeds|withdrawn(?:\\.(?:${WITHDRAWN_FORMATS.join("|")}))?|articles/${ID}/(?:offer\\.jsonld|rsl\\.xml)` +
    `|licences/${ID}(?:/[0-9]+(?:\\.jsonld)?)?` +
    "|ns|search|docs|openapi\\.json|rsl\\.xml|robots\\.txt|apply|publisher|desk)$",
);

/** The patterns of keyed paths, after their prefix. */
const LICENSED = new RegExp(`^/(?:${READINGS})$`);
const KEYED = new RegExp(`^/(?:feeds\\.opml|${FEED})$`);

/** Returns the canonical spelling of a path with capitals or a trailing slash; undefined if that isn't a known path either. */
function canonicalPath(path: string): string | undefined {
  const [, door = "", inner = path] = /^(\/licensed|\/k\/[^/]+)(\/.*)$/i.exec(path) ?? [];
  const isKeyed = /^\/k\//i.test(door);
  const spelled = inner.toLowerCase().replace(/(?<=.)\/$/, "");
  const forms = isKeyed ? KEYED : door === "" ? OPEN : LICENSED;
  const canonical = (isKeyed ? door.replace(/^\/K/, "/k") : door.toLowerCase()) + spelled;
  return canonical !== path && forms.test(spelled) ? canonical : undefined;
}

/**
 * Redirects a path with a trailing slash or capitals to the canonical one. The Location is relative to the request: it can't
 * lead to another site, and contains no key.
 */
export const redirectSpelling: MiddlewareHandler = async (c, next) => {
  const { pathname, search } = new URL(c.req.url);
  const canonical = c.req.method === "GET" || c.req.method === "HEAD" ? canonicalPath(pathname) : undefined;
  if (canonical === undefined) return next();
  return c.body(null, 308, { ...ANY_ORIGIN, Location: relativeReference(pathname, canonical) + search });
};
