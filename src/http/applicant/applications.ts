import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Accepted, accept } from "../../commands/publishers/accept.ts";
import { apply } from "../../commands/publishers/apply.ts";
import { giveKey, isFreshlyProved } from "../../commands/publishers/keys.ts";
import { leave } from "../../commands/publishers/leave.ts";
import { prove } from "../../commands/publishers/prove.ts";
import { sha256Hex } from "../../model/hash.ts";
import { APPLICATION, LENGTH, PROOF, RATE, RETENTION } from "../../model/policy.ts";
import { ApplicationInput } from "../../model/publisher/application.ts";
import { KEY_KINDS, secretKind } from "../../model/publisher/key.ts";
import type { Publisher } from "../../model/publisher/publisher.ts";
import { dateTime, fields, line, slug } from "../../model/text.ts";
import { PublisherJson } from "../../render/api/publisher.ts";
import { readDomains } from "../../store/publisher/domain.ts";
import { readByToken } from "../../store/publisher/publisher.ts";
import type { AtDoor, DoorEnv } from "../auth/authenticate.ts";
import { forgetKeys } from "../auth/authorize-key.ts";
import { signer } from "../auth/sign.ts";
import { answerWithPublisher, publisherContext } from "../context.ts";
import { jsonOnly, refuseInvalid, smallBodies } from "../respond/body.ts";
import { answers, jsonBody } from "../respond/openapi.ts";
import { type ProblemCode, problem } from "../respond/problems.ts";

const tags = ["Publishers"];
const Token = z.object({ token: z.string().describe("The token of the application, as it was told once.") });

export const AcceptanceInput = fields({
  licence: slug.describe("Id of the licence."),
  version: z.int().min(1).describe("The version that was read."),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: "a SHA-256 as 64 lower-case hex digits" })
    .describe("The hash of that text, as it was shown."),
});

export const KeyInput = fields({
  name: line(LENGTH.label).describe("What it is for, as `CMS` or `feed reader`."),
  kind: z
    .enum(KEY_KINDS)
    .default("full")
    .describe("`full`, or `feed` for software that can send no header: it reads feeds alone, in their path."),
  expires: dateTime.optional().describe("When it stops; without it, when it is revoked."),
});

export const GivenKeyJson = z.object({
  id: z.string(),
  key: z.string().describe("The key. It is told here and never again."),
  name: z.string(),
  kind: z.enum(KEY_KINDS),
  created: z.iso.datetime(),
  expires: z.string().nullable(),
});

/** What every route of a publisher may refuse with. */
export const COMMON: ProblemCode[] = [
  "not-found",
  "conflict",
  "invalid",
  "unsupported-media-type",
  "malformed",
  "too-large",
  "too-many-requests",
  "nothing-published",
];

const KEY_LENGTH = `${APPLICATION.minKeyLength} to ${APPLICATION.maxKeyLength} characters`;

const applyRoute = createRoute({
  method: "post",
  path: "/v1/applications",
  summary: "Apply as a publisher",
  tags,
  request: {
    headers: z.object({
      "idempotency-key": z
        .string()
        .min(APPLICATION.minKeyLength, { error: KEY_LENGTH })
        .max(APPLICATION.maxKeyLength, { error: KEY_LENGTH })
        .optional(),
    }),
    body: jsonBody(ApplicationInput),
  },
  responses: answers(
    {
      201: {
        description: "Taken. The address is private: who has it acts for the publisher.",
        schema: z.object({ id: z.string(), token: z.string(), address: z.url() }),
      },
      200: {
        description: "Taken before, under the same Idempotency-Key; the address is another one now.",
        schema: z.object({ id: z.string(), token: z.string(), address: z.url() }),
      },
    },
    ...COMMON,
  ),
});

const showRoute = createRoute({
  method: "get",
  path: "/v1/applications/{token}",
  summary: "How an application stands, with every reason",
  tags,
  request: { params: Token },
  responses: answers({ 200: { description: "The application.", schema: PublisherJson } }, ...COMMON),
});

const leaveRoute = createRoute({
  method: "delete",
  path: "/v1/applications/{token}",
  summary: `Leave: keys and agreements end, and the data goes ${RETENTION.applicantDays} days later`,
  tags,
  request: { params: Token },
  responses: { ...answers({}, ...COMMON), 204: { description: "Left." } },
});

const proofRoute = createRoute({
  method: "post",
  path: "/v1/applications/{token}/proofs",
  summary: "Have the domains looked at now",
  tags,
  request: { params: Token },
  responses: answers({ 200: { description: "The application, after the look.", schema: PublisherJson } }, ...COMMON),
});

/** What an acceptance is answered with, by either way in. */
export const ACCEPTED = {
  201: { description: "Accepted, and signed.", schema: PublisherJson },
  200: { description: "Accepted before.", schema: PublisherJson },
};

const acceptRoute = createRoute({
  method: "post",
  path: "/v1/applications/{token}/agreements",
  summary: "Accept one text of a licence",
  tags,
  request: { params: Token, body: jsonBody(AcceptanceInput) },
  responses: answers(ACCEPTED, ...COMMON, "not-configured"),
});

const keyRoute = createRoute({
  method: "post",
  path: "/v1/applications/{token}/keys",
  summary: `Get a key, for a domain proved within the last ${PROOF.freshHours} hours`,
  tags,
  request: { params: Token, body: jsonBody(KeyInput) },
  responses: answers({ 201: { description: "The key, told once.", schema: GivenKeyJson } }, ...COMMON),
});

/** `/v1/applications`: apply, prove, accept, get a key. */
export function applicationRoutes(): OpenAPIHono<DoorEnv> {
  const app = new OpenAPIHono<DoorEnv>({ defaultHook: refuseInvalid });
  for (const path of ["/v1/applications", "/v1/applications/:token/agreements", "/v1/applications/:token/keys"])
    app.use(path, jsonOnly, smallBodies);
  app.openapi(applyRoute, async (c) => {
    if (!(await mayApply(c))) return tooMany(c);
    const applied = await apply(
      publisherContext(c, "applicant"),
      c.req.valid("json"),
      c.req.valid("header")["idempotency-key"],
    );
    if (applied.ok) {
      const { id, token, isNew } = applied;
      return c.json({ id, token, address: `${c.env.env.origin}/applications/${token}` }, isNew ? 201 : 200);
    }
    if (applied.because === "mistakes") return problem(c, "invalid", { errors: applied.mistakes });
    if (applied.because === "no masthead") return problem(c, "nothing-published");
    return problem(c, "conflict", {
      detail: "This Idempotency-Key was used before, for another application or too long ago.",
    });
  });

  app.openapi(showRoute, (c) => asApplicant(c, (publisher) => answerWithPublisher(c, publisher, 200)));

  app.openapi(leaveRoute, (c) =>
    asApplicant(c, async (publisher) => {
      await leave(publisherContext(c, publisher.id), publisher);
      forgetKeys();
      return c.body(null, 204);
    }),
  );

  app.openapi(proofRoute, (c) =>
    asApplicant(c, async (publisher) => {
      if (!(await mayApply(c))) return tooMany(c);
      await prove({ ...publisherContext(c, "applicant"), fetch: c.env.fetch }, publisher.id);
      forgetKeys();
      return answerWithPublisher(c, await current(c, publisher), 200);
    }),
  );

  app.openapi(acceptRoute, (c) =>
    asApplicant(c, async (publisher) => {
      const accepted = await acceptFor(c, publisher, c.req.valid("json"));
      return accepted instanceof Response ? accepted : answerWithPublisher(c, publisher, accepted.isNew ? 201 : 200);
    }),
  );

  app.openapi(keyRoute, (c) =>
    asApplicant(c, async (publisher) => {
      const given = await firstKey(c, publisher, c.req.valid("json"));
      return given instanceof Response ? given : c.json(given, 201);
    }),
  );
  return app;
}

/** The publisher whose token stands in the path; one that is unknown, misspelt or gone answers the same. */
export async function asApplicant(
  c: Context<DoorEnv>,
  then: (publisher: Publisher) => Promise<Response>,
): Promise<Response> {
  const publisher = await applicant(c);
  return publisher === undefined ? problem(c, "not-found") : then(publisher);
}

/** The publisher of the token in the path, or undefined. */
async function applicant(c: Context<DoorEnv>): Promise<Publisher | undefined> {
  const token = c.req.param("token") ?? "";
  return secretKind(token) === "application" ? readByToken(c.env.env.db, await sha256Hex(token)) : undefined;
}

const current = async (c: Context<DoorEnv>, publisher: Publisher): Promise<Publisher> =>
  (await applicant(c)) ?? publisher;

/** Applications and looks at domains cost others something, so an address may ask for few in a minute. */
export async function mayApply(c: Context<DoorEnv>): Promise<boolean> {
  const key = c.req.header("CF-Connecting-IP") ?? "local";
  return (await c.env.env.applyLimit.limit({ key })).success;
}

export const tooMany = (c: Context<DoorEnv>): Response =>
  problem(c, "too-many-requests", { headers: { "Retry-After": String(RATE.retrySeconds) } });

type Acceptance = z.output<typeof AcceptanceInput>;

/** Accepts for a publisher; or the problem that stands in the way. */
export async function acceptFor<E extends AtDoor>(
  c: Context<E>,
  publisher: Publisher,
  wanted: Acceptance,
): Promise<Extract<Accepted, { ok: true }> | Response> {
  const sign = signer(c.env.env);
  if (sign === undefined) {
    console.error("SIGNING_KEYS is not set: agreements can't be signed. `npm run signing-key` makes a key.");
    return problem(c, "not-configured");
  }
  const accepted = await accept({ ...publisherContext(c, publisher.id), sign }, publisher, wanted);
  if (accepted.ok) {
    forgetKeys();
    return accepted;
  }
  return problem(c, "conflict", { detail: whyNot(accepted) });
}

function whyNot(refused: Extract<Accepted, { ok: false }>): string {
  if (refused.because === "another text")
    return `The text in force is version ${refused.version}, hash ${refused.hash}. Read it, and accept that one.`;
  return {
    "not approved": "You are not approved for this licence.",
    "no domain": "None of your domains is proved. Prove one first.",
    "unknown licence": "This licence isn't offered any more.",
  }[refused.because];
}

/** Gives a key to who has the application's token and has proved a domain lately. */
export async function firstKey(c: Context<DoorEnv>, publisher: Publisher, wish: z.output<typeof KeyInput>) {
  const { db } = c.env.env;
  if (publisher.status !== "approved") return problem(c, "conflict", { detail: "You aren't approved yet." });
  if (!isFreshlyProved(await readDomains(db, publisher.id), c.env.clock()))
    return problem(c, "conflict", {
      detail: `Prove a domain anew first: a key is given for one proved within the last ${PROOF.freshHours} hours.`,
    });
  const given = await giveKey(publisherContext(c, publisher.id), publisher.id, wish);
  return given.ok ? given.given : problem(c, "conflict", { detail: WHY_NO_KEY[given.because] });
}

export const WHY_NO_KEY = {
  "too many": "You have too many keys. Revoke one first.",
  over: "Its time would be over already.",
  rotated: "Another key took its place already.",
} as const;
