import { z } from "zod";
import { ApplicationTakenJson } from "../contract/application.ts";
import { DEMO } from "../model/policy.ts";
import { Client, type SignInLink } from "./client.ts";

const NAME = "Demo Gazette";
const DOMAIN = "demo-gazette.example";

/** A made-up applicant, for the sample stories on this machine. */
const APPLICATION = {
  organization: NAME,
  domains: [DOMAIN],
  kind: "newspaper",
  country: "US",
  monthlyAudience: DEMO.monthlyAudience,
  evidence: `https://${DOMAIN}/audience`,
  contact: { name: "Dana Demo", email: `dana@${DOMAIN}` },
  channels: ["web", "print"],
};

const Licences = z.object({
  licences: z.array(
    z.object({
      id: z.string(),
      retired: z.boolean().optional(),
      clauses: z.array(z.object({ id: z.string(), value: z.unknown() })),
    }),
  ),
});
const Own = z.object({
  licences: z.array(
    z.object({
      id: z.string(),
      version: z.int(),
      hash: z.string(),
      approved: z.boolean(),
      accepted: z.int().nullable(),
    }),
  ),
});

/** A demo publisher with its sign-in link. */
export type Demo = { name: string; id: string; link: SignInLink };

/**
 * Makes a publisher that is ready to try, with the same requests as any publisher and desk: it applies, the desk vouches for
 * its domain and approves it, and it accepts the license. If it exists already, it gets a new link. Throws anywhere but on this
 * machine.
 */
export async function makeDemo(origin: string, token: string): Promise<Demo> {
  if (!/^http:\/\/localhost(:\d+)?$/.test(origin))
    throw new Error(`A demo publisher only works on this machine, not at ${origin}.`);
  const client = new Client({ origin, token });
  const known = (await client.publishers()).find(
    ({ organization, status }) => organization === NAME && status === "approved",
  );
  const id = known?.id ?? (await applyAndAccept(client, origin));
  return { name: NAME, id, link: await client.signInLink(id) };
}

async function applyAndAccept(client: Client, origin: string): Promise<string> {
  const licences = await licencesForPublishers(origin);
  const { id, token } = await send(ApplicationTakenJson, `${origin}/v1/applications`, { ...APPLICATION, licences });
  await client.vouch(id, DOMAIN, "Demo publisher on this machine.");
  await client.approve(id, "Welcome to the demo.");
  const own = `${origin}/v1/applications/${token}`;
  const { licences: wanted } = Own.parse(await (await fetch(own)).json());
  for (const { id: licence, version, hash, approved } of wanted)
    if (approved) await send(Own, `${own}/agreements`, { licence, version, hash });
  return id;
}

/** Returns the licenses that publishers can apply for. */
async function licencesForPublishers(origin: string): Promise<string[]> {
  const { licences } = Licences.parse(await (await fetch(`${origin}/v1/licences`)).json());
  const isForPublishers = ({ id, value }: { id: string; value?: unknown }) =>
    id === "eligibility.who" && value === "publishers";
  return licences.filter(({ retired, clauses }) => !retired && clauses.some(isForPublishers)).map(({ id }) => id);
}

async function send<Schema extends z.ZodType>(
  schema: Schema,
  address: string,
  body: unknown,
): Promise<z.output<Schema>> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return schema.parse(await response.json());
}
