import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { z } from "zod";
import { giveKey } from "../../src/commands/publishers/keys.ts";
import { KeyInput } from "../../src/contract/key.ts";
import { PublisherJson } from "../../src/contract/publisher.ts";
import { pass } from "./clock.ts";
import { desk, freshWire, ORIGIN, publish, publishMasthead, request } from "./wire.ts";

/** Returns an application's fields. */
export const application = (overrides: Record<string, unknown> = {}) => ({
  organization: "The Daily Paper",
  domains: ["paper.example"],
  kind: "newspaper",
  country: "US",
  monthlyAudience: 250_000,
  evidence: "https://paper.example/audience",
  contact: { name: "Edith Editor", email: "edith@paper.example" },
  channels: ["web", "print"],
  licences: ["eligible"],
  ...overrides,
});

let asked = 0;

/** Builds a JSON POST from a new IP address each time: only a few applications are accepted from one. */
export const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/json", "CF-Connecting-IP": `192.0.2.${asked++ % 250}`, ...headers },
  body: JSON.stringify(body),
});

const Applied = z.object({ id: z.string(), token: z.string(), address: z.url() });
const GivenKey = z.object({ id: z.string(), key: z.string() });

/** Applies; returns the id and the token. */
export async function applied(
  overrides: Record<string, unknown> = {},
  from?: string,
): Promise<z.infer<typeof Applied>> {
  const headers = from === undefined ? {} : { "CF-Connecting-IP": from };
  const response = await request("/v1/applications", json(application(overrides), headers));
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return Applied.parse(await response.json());
}

/** Returns the publisher as its application shows it. */
export const getOwnPublisher = async (token: string): Promise<PublisherJson> =>
  PublisherJson.parse(await (await request(`/v1/applications/${token}`)).json());

/** Mocks external sites by address; all others are not found. */
export function sites(answers: Record<string, () => Response>) {
  return vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const address = input instanceof Request ? input.url : String(input);
    return answers[address]?.() ?? new Response("not here", { status: 404, headers: { "Content-Type": "text/plain" } });
  });
}

/** Puts an application's token on its domains, and has the domains checked. */
export async function prove(token: string): Promise<PublisherJson> {
  const { domains } = await getOwnPublisher(token);
  sites(
    Object.fromEntries(
      domains.map(({ file, token: proof }) => [
        file,
        () => new Response(`${proof}\n`, { headers: { "Content-Type": "text/plain" } }),
      ]),
    ),
  );
  const response = await request(`/v1/applications/${token}/proofs`, json({}));
  sites({});
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return PublisherJson.parse(await response.json());
}

/** Sends a decision of the desk. */
export async function decided(
  id: string,
  decision: string,
  overrides: Record<string, unknown> = {},
): Promise<Response> {
  return desk("POST", `/publishers/${id}/decisions`, { decision, reason: `We ${decision}.`, ...overrides });
}

/** Accepts the current text of a license. */
export async function accept(token: string, licence: string): Promise<PublisherJson> {
  const wanted = (await getOwnPublisher(token)).licences.find(({ id }) => id === licence);
  const response = await request(
    `/v1/applications/${token}/agreements`,
    json({ licence, version: wanted?.version, hash: wanted?.hash }),
  );
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return PublisherJson.parse(await response.json());
}

/** Gets a key. A feed key reads; any other has the scope "manage" unless the test sets one. */
export async function keyFor(token: string, wish: Record<string, unknown> = {}): Promise<z.infer<typeof GivenKey>> {
  const scope = wish.kind === "feed" ? "read" : "manage";
  const body = { name: "CMS", scope, ...wish };
  const first = await request(`/v1/applications/${token}/keys`, json(body));
  // An application's address gives only one key. Further keys need one that manages.
  const response = first.status === 409 ? await anotherKey(token, body) : first;
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  const given = GivenKey.parse(await response.json());
  if (body.scope === "manage") managing.set(token, [...(managing.get(token) ?? []), given.key]);
  return given;
}

/** The keys that manage, by their publisher's application token. */
const managing = new Map<string, string[]>();

/** Makes another key with one that manages; if there is none, as if a signed-in person had made it. */
async function anotherKey(token: string, body: Record<string, unknown>): Promise<Response> {
  for (const key of managing.get(token) ?? []) {
    const response = await request("/v1/publisher/keys", json(body, { Authorization: `Bearer ${key}` }));
    if (response.status === 201) return response;
  }
  // Signing in would end the application's address, which the test may still need.
  const { id } = await getOwnPublisher(token);
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
  const context = { db: env.DB, origin: ORIGIN, now: Date.now(), random, by: "test" };
  const made = await giveKey(context, id, KeyInput.parse(body));
  return made.ok ? Response.json(made.given, { status: 201 }) : Response.json(made, { status: 409 });
}

const SignInLink = z.object({ address: z.url() });

/** Returns a sign-in link for a person, as the desk makes it. */
export async function linkFor(person: string): Promise<string> {
  const response = await desk("POST", `/people/${person}/sign-in-links`, {});
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return new URL(SignInLink.parse(await response.json()).address).pathname;
}

/** Signs a person in and returns the session cookie. A publisher's contact is `p` and the publisher's id. */
export async function signedIn(person: string): Promise<string> {
  const response = await request(await linkFor(person), form({}));
  if (response.status !== 303) throw new Error(`${response.status} ${await response.text()}`);
  return cookieIn(response);
}

/** Returns the session cookie of a response, as a browser sends it back. */
export const cookieIn = (response: Response): string => (response.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";

/** Builds a form request as a browser sends it. */
export const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  redirect: "manual",
  headers: {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
    Accept: "text/html",
    "CF-Connecting-IP": `192.0.2.${asked++ % 250}`,
    ...headers,
  },
  body: new URLSearchParams(fields).toString(),
});

const STORIES = {
  free: { licence: "open", body: "<p>Open body.</p>" },
  ours: { licence: "eligible", body: "<p>Licensed body.</p>" },
  theirs: { licence: "reserved", body: "<p>Reserved body.</p>" },
};

/**
 * Creates a wire with some stories, published a minute ago: open to everybody, licensed to publishers, or open to nobody. No
 * external address exists unless a test adds one.
 */
export async function wireWith(...stories: (keyof typeof STORIES)[]): Promise<void> {
  await freshWire();
  await publishMasthead();
  for (const id of stories) await publish(id, STORIES[id]);
  pass(60);
  sites({});
}

/** Creates a publisher that has completed every step: its id, token and key. */
export async function publisherWithKey(overrides: Record<string, unknown> = {}, wish: Record<string, unknown> = {}) {
  const { id, token } = await applied(overrides);
  await prove(token);
  await decided(id, "approve");
  for (const licence of (await getOwnPublisher(token)).licences) await accept(token, licence.id);
  const { id: keyId, key } = await keyFor(token, wish);
  return { id, token, keyId, key };
}

export const bearer = (key: string): Record<string, string> => ({ Authorization: `Bearer ${key}` });
export const basic = (key: string): Record<string, string> => ({ Authorization: `Basic ${btoa(`anything:${key}`)}` });
