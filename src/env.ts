import { z } from "zod";
import { version } from "../package.json";
import { fromBase64 } from "./model/hash.ts";
import type { MailReminder } from "./model/mail/mail.ts";
import { LENGTH, RATE } from "./model/policy.ts";
import type { Reminder } from "./model/push/delivery.ts";
import { email, slug } from "./model/text.ts";

/** What the platform binds, as it comes. */
export type RawEnv = {
  ORIGIN: string;
  DESK_TOKENS?: string;
  SIGNING_KEYS?: string;
  SECRETS_KEY?: string;
  IMAGES_KEY?: string;
  ACCESS_TEAM?: string;
  ACCESS_AUD?: string;
  KEY_READS?: string;
  DB: D1Database;
  IMAGES: R2Bucket;
  RESIZER?: ImagesBinding;
  DELIVERIES: Queue<Reminder | MailReminder>;
  PINGS: Queue<Reminder>;
  MAIL?: SendEmail;
  MAIL_FROM?: string;
  APPLY_LIMIT: RateLimit;
  SIGN_IN_LIMIT: RateLimit;
  KEY_LIMIT: RateLimit;
  SEARCH_LIMIT: RateLimit;
};

/** Every binding, variable and secret, checked. */
export type Env = {
  /** The origin of every absolute URL, without a slash at its end. */
  origin: string;
  /** Desk tokens: SHA-256 in hex → the name that goes into the log. */
  deskTokens: ReadonlyMap<string, string>;
  /** The private keys that sign agreements, the newest first: ES256 (RFC 7518 §3.4) as JWKs. None where nothing can be signed yet. */
  signingKeys: readonly SigningKey[];
  /** The 32 bytes that encrypt webhooks' secrets; undefined where there are none yet. */
  secretsKey: Uint8Array<ArrayBuffer> | undefined;
  /** The 32 bytes that make the addresses of images that not everybody may have; undefined where there are none yet. */
  imagesKey: Uint8Array<ArrayBuffer> | undefined;
  /** The Cloudflare Access team and application whose people are let in to the desk; undefined where there is none. */
  access: { team: string; aud: string } | undefined;
  db: D1Database;
  images: R2Bucket;
  /** Cloudflare Images, which resizes pictures of pages; undefined where it isn't bound. */
  resizer: ImagesBinding | undefined;
  /** Hands what is due to be sent to publishers to the consumer. */
  deliveries: Queue<Reminder | MailReminder>;
  /** The same for the hub: one that hangs holds up nobody else. */
  pings: Queue<Reminder>;
  /** Sends mail, and from which address; undefined where the wire sends none, and the desk does. */
  mail: { send: (message: EmailMessageBuilder) => Promise<unknown>; from: string } | undefined;
  applyLimit: RateLimit;
  signInLimit: RateLimit;
  keyLimit: RateLimit;
  searchLimit: RateLimit;
  /** Reads by one key that an isolate answers in a minute. */
  keyReads: number;
  /** Commonwire's own version. */
  version: string;
};

const Origin = z
  .string()
  .refine((text) => URL.canParse(text) && new URL(text).origin === text && text.length <= LENGTH.origin, {
    error: `ORIGIN is an origin of at most ${LENGTH.origin} characters, as https://wire.example.org, with nothing behind it`,
  });

const DeskToken = z.tuple([slug, z.string().regex(/^[0-9a-f]{64}$/)], {
  error: "DESK_TOKENS is a list of name:sha256, separated by spaces, as `npm run token -- name` prints it",
});

const SigningKey = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  kid: z.string().min(1),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});
export type SigningKey = z.infer<typeof SigningKey>;

const SigningKeys = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({
        code: "custom",
        message: "SIGNING_KEYS is a JSON list of keys, as `npm run signing-key` prints them",
      });
      return z.NEVER;
    }
  })
  .pipe(z.array(SigningKey));

const SecretBytes = z
  .base64()
  .transform(fromBase64)
  .refine(({ length }) => length === 32);

/** Never told with the value that broke the rule: that is a secret. */
function secretBytes(name: "SECRETS_KEY" | "IMAGES_KEY", command: string, raw: RawEnv): Env["secretsKey"] {
  const text = raw[name] ?? "";
  if (text === "") return undefined;
  const read = SecretBytes.safeParse(text);
  if (!read.success) throw new Error(`${name} is 32 bytes in base64, as \`${command}\` prints them`);
  return read.data;
}

const Team = z.string().regex(/^[a-z0-9-]+\.cloudflareaccess\.com$/, {
  error: "ACCESS_TEAM is a Cloudflare Access team's domain, as team.cloudflareaccess.com",
});

const KeyReads = z.coerce.number({ error: "KEY_READS is a whole number of 1 or more" }).int().min(1);

/** Both settings of Cloudflare Access, or neither. */
function accessOf({ ACCESS_TEAM: team = "", ACCESS_AUD: aud = "" }: RawEnv): Env["access"] {
  if (team === "" && aud === "") return undefined;
  if (aud === "") throw new Error("ACCESS_AUD is missing: the tag of the Access application that ACCESS_TEAM protects");
  return { team: Team.parse(team), aud };
}

/** The binding and the address that mail is from, or neither. */
function mailOf({ MAIL: binding, MAIL_FROM: from = "" }: RawEnv): Env["mail"] {
  if (binding === undefined) return undefined;
  if (!email.safeParse(from).success)
    throw new Error("MAIL_FROM is the address that mail is sent from, as desk@wire.example.org, where MAIL is bound");
  return { send: (message) => binding.send(message), from };
}

const checked = new WeakMap<RawEnv, Env>();

/** Checks the environment, once for each. Throws an error that names the setting. */
export function readEnv(raw: RawEnv): Env {
  const known = checked.get(raw);
  if (known) return known;
  const env: Env = {
    origin: Origin.parse(raw.ORIGIN),
    deskTokens: new Map(tokens(raw.DESK_TOKENS ?? "").map(([name, hash]) => [hash, name])),
    signingKeys: SigningKeys.parse(raw.SIGNING_KEYS || "[]"),
    secretsKey: secretBytes("SECRETS_KEY", "npm run secrets-key", raw),
    imagesKey: secretBytes("IMAGES_KEY", "npm run images-key", raw),
    access: accessOf(raw),
    db: raw.DB,
    images: raw.IMAGES,
    resizer: raw.RESIZER,
    deliveries: raw.DELIVERIES,
    pings: raw.PINGS,
    mail: mailOf(raw),
    applyLimit: raw.APPLY_LIMIT,
    signInLimit: raw.SIGN_IN_LIMIT,
    keyLimit: raw.KEY_LIMIT,
    searchLimit: raw.SEARCH_LIMIT,
    keyReads: KeyReads.parse(raw.KEY_READS || RATE.keyReads),
    version,
  };
  checked.set(raw, env);
  return env;
}

const tokens = (list: string) =>
  list
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .map((entry) => DeskToken.parse(entry.split(":")));
