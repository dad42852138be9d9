import { vi } from "vitest";
import { z } from "zod";
import { PublisherJson } from "../../src/contract/publisher.ts";
import { pass } from "./clock.ts";
import { desk, freshWire, publish, publishMasthead, request } from "./wire.ts";

/** What an applicant sends. */
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

/** A request with JSON, each from an address of its own: few applications are taken from one. */
export const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/json", "CF-Connecting-IP": `192.0.2.${asked++}`, ...headers },
  body: JSON.stringify(body),
});

const Applied = z.object({ id: z.string(), token: z.string(), address: z.url() });
const GivenKey = z.object({ id: z.string(), key: z.string() });

/** Applies; answers with the id and the token. */
export async function applied(overrides: Record<string, unknown> = {}): Promise<z.infer<typeof Applied>> {
  const response = await request("/v1/applications", json(application(overrides)));
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return Applied.parse(await response.json());
}

/** How an application stands. */
export const getOwnPublisher = async (token: string): Promise<PublisherJson> =>
  PublisherJson.parse(await (await request(`/v1/applications/${token}`)).json());

/** Sites of the world outside, by address; everything else isn't there. */
export function sites(answers: Record<string, () => Response>) {
  return vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const address = input instanceof Request ? input.url : String(input);
    return answers[address]?.() ?? new Response("not here", { status: 404, headers: { "Content-Type": "text/plain" } });
  });
}

/** Puts the tokens of an application on its domains, and has them looked at. */
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

/** The desk decides. */
export async function decided(
  id: string,
  decision: string,
  overrides: Record<string, unknown> = {},
): Promise<Response> {
  return desk("POST", `/publishers/${id}/decisions`, { decision, reason: `We ${decision}.`, ...overrides });
}

/** Accepts the text in force of a licence. */
export async function accept(token: string, licence: string): Promise<PublisherJson> {
  const wanted = (await getOwnPublisher(token)).licences.find(({ id }) => id === licence);
  const response = await request(
    `/v1/applications/${token}/agreements`,
    json({ licence, version: wanted?.version, hash: wanted?.hash }),
  );
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return PublisherJson.parse(await response.json());
}

/** Gets a key. One for feeds alone reads; every other may do everything, unless the test says what it may do. */
export async function keyFor(token: string, wish: Record<string, unknown> = {}): Promise<z.infer<typeof GivenKey>> {
  const scope = wish.kind === "feed" ? "read" : "manage";
  const response = await request(`/v1/applications/${token}/keys`, json({ name: "CMS", scope, ...wish }));
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return GivenKey.parse(await response.json());
}

const STORIES = {
  free: { licence: "open", body: "<p>Open body.</p>" },
  ours: { licence: "eligible", body: "<p>Licensed body.</p>" },
  theirs: { licence: "reserved", body: "<p>Reserved body.</p>" },
};

/** A wire with some stories, published a minute ago: free to everybody, licensed to publishers, or nobody's to take. Nothing outside is there, unless a test puts it there. */
export async function wireWith(...stories: (keyof typeof STORIES)[]): Promise<void> {
  await freshWire();
  await publishMasthead();
  for (const id of stories) await publish(id, STORIES[id]);
  pass(60);
  sites({});
}

/** A publisher that did everything: its id, token and key. */
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
