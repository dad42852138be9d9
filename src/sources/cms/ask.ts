import { family } from "../../model/domain.ts";
import { LENGTH, SOURCES } from "../../model/policy.ts";
import { isPublicAddress } from "../../model/public-address.ts";
import { SourceFailed } from "../../model/source/failure.ts";
import { discard, type Fetch, inTime, withTimeout } from "../outbound.ts";
import { type Answer, placeOf } from "./answer.ts";
import { decodeText } from "./decode.ts";

/** Sends requests to one source, one at a time: to its own hosts, with its credentials. */
export type Asker = {
  /** Fetches the response at an address; throws if there is none. */
  text: (address: string, headers?: Record<string, string>) => Promise<Answer>;
  /** Fetches the bytes of a picture, on any host; undefined if they can't be had. */
  image: (address: string, most: number) => Promise<Uint8Array | undefined>;
};

/** `agent` is the User-Agent; `site` is the address whose host alone receives `authorization`. */
type AskerSettings = { fetch: Fetch; agent: string; site: string; authorization?: string | undefined };

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Creates the asker of a source. Sends credentials only to the site's own host; follows redirects only within its family. */
export function askerOf(settings: AskerSettings): Asker {
  const hosts = family(new URL(settings.site).hostname);
  return {
    text: (address, headers = {}) => askText(address, headers, hosts, settings),
    image: (address, most) => askImage(address, most, settings),
  };
}

async function askText(
  start: string,
  headers: Record<string, string>,
  hosts: ReadonlySet<string>,
  settings: AskerSettings,
): Promise<Answer> {
  let address = start;
  for (let followed = 0; followed <= SOURCES.redirects; followed++) {
    const own = new URL(address).host === new URL(settings.site).host ? settings.authorization : undefined;
    const sent = { Accept: "application/json", ...headers, ...(own === undefined ? {} : { Authorization: own }) };
    const { response, bytes } = await askOnce(address, sent, SOURCES.answerBytes, settings);
    if (!REDIRECTS.has(response.status)) {
      const text = decodeText(bytes, response.headers.get("Content-Type"));
      return { status: response.status, headers: response.headers, text, address };
    }
    address = redirected(response.headers.get("Location"), address, hosts);
  }
  throw new SourceFailed("moved", placeOf(address));
}

/** Returns the target of a redirect. Throws if that isn't the same site over HTTPS, or is a login page. */
function redirected(location: string | null, from: string, hosts: ReadonlySet<string>): string {
  if (location === null || location.length > LENGTH.redirect || !URL.canParse(location, from))
    throw new SourceFailed("moved", placeOf(from));
  const to = new URL(location, from);
  to.hash = "";
  if (/\/wp-login\.php|\/(?:log|sign)-?in\b/i.test(to.pathname)) throw new SourceFailed("login-wall", placeOf(from));
  if (!isPublicAddress(to.href) || !hosts.has(to.hostname)) throw new SourceFailed("moved", placeOf(to.href));
  return to.href;
}

async function askImage(address: string, most: number, settings: AskerSettings): Promise<Uint8Array | undefined> {
  try {
    const { response, bytes } = await askOnce(address, { Accept: "image/*" }, most, settings);
    return response.status === 200 ? bytes : undefined;
  } catch (error) {
    if (error instanceof SourceFailed) return undefined;
    throw error;
  }
}

/** Whether an address may be requested. With a list of ids in its query, it may be longer than one that a person enters. */
function isSafe(address: string): boolean {
  if (address.length > SOURCES.addressCharacters || !URL.canParse(address)) return false;
  const place = new URL(address);
  place.search = "";
  return isPublicAddress(place.href);
}

type Asked = { response: Response; bytes: Uint8Array };

/** Sends one request, without cookies or unlisted headers. Throws if there is no response or it is too large. */
async function askOnce(
  address: string,
  headers: Record<string, string>,
  most: number,
  { fetch, agent }: AskerSettings,
): Promise<Asked> {
  if (!isSafe(address)) throw new SourceFailed("unsafe", placeOf(address));
  const sent = { ...headers, "User-Agent": agent };
  const asked = await withTimeout(SOURCES.answerMs, (signal) =>
    inTime(signal, async () => {
      const response = await fetch(address, {
        method: "GET",
        headers: sent,
        redirect: "manual",
        cache: "no-store",
        signal,
      });
      if (signal.aborted || REDIRECTS.has(response.status)) {
        discard(response);
        return { response, bytes: new Uint8Array() };
      }
      return { response, bytes: await readAll(response, most, signal) };
    }),
  );
  if (asked === "slow" || asked === "unreachable") throw new SourceFailed(asked, placeOf(address));
  if (asked.bytes === undefined) throw new SourceFailed("too-large", placeOf(address));
  return { response: asked.response, bytes: asked.bytes };
}

/** Reads all bytes of a response; undefined if there are more than `most`. Stops reading once `signal` aborts. */
async function readAll({ body }: Response, most: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) break;
      parts.push(value);
      // Count an empty chunk too: a stream of nothing but empty chunks would otherwise end only at the timeout.
      size += Math.max(1, value.byteLength);
      if (size > most) return undefined;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  return concat(parts);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}
