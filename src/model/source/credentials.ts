import { base64 } from "../hash.ts";
import type { Mistake } from "../mistake.ts";
import { LENGTH } from "../policy.ts";
import type { SourceKind } from "./settings.ts";

/** The credentials for a source, as entered. */
export type CredentialsInput = { user?: string | undefined; password?: string | undefined; key?: string | undefined };
type CredentialsField = keyof CredentialsInput;

const FIELDS: Readonly<Record<SourceKind, readonly CredentialsField[]>> = {
  wordpress: ["user", "password"],
  ghost: ["key"],
  feed: ["user", "password"],
};

const ALLOWED: Readonly<Record<CredentialsField, string>> = {
  user: `a user name of 1 to ${LENGTH.name} characters, without a colon`,
  password: `a password of 1 to ${LENGTH.name} characters`,
  key: "the Content API key that Ghost shows: 26 digits and letters from a to f",
};
const FORMS: Readonly<Record<CredentialsField, RegExp>> = {
  user: /^[^\p{Cc}:]+$/u,
  password: /^[^\p{Cc}]+$/u,
  key: /^[0-9a-f]{26}$/,
};
const ADMIN_KEY = /^[0-9a-f]{24}:[0-9a-f]{64}$/;

/** The message if the wire has no encryption key. */
export const NOTHING_TO_ENCRYPT_WITH =
  "Nothing was saved: SECRETS_KEY isn't set, so the wire can't encrypt it. `npm run secrets-key` makes one.";

/** Returns the credentials to store, or what is wrong with them. No mistake repeats the values entered. */
export function readCredentials(
  kind: SourceKind,
  input: CredentialsInput,
): { secret: string } | { mistakes: Mistake[] } {
  const wanted = FIELDS[kind];
  const others = Object.keys(ALLOWED).filter((name): name is CredentialsField => !wanted.some((each) => each === name));
  const mistakes = [
    ...wanted.flatMap((name) => mistakeIn(name, (input[name] ?? "").trim())),
    ...others
      .filter((name) => input[name] !== undefined)
      .map((field) => ({
        field,
        problem: `isn't used for ${kind} sources`,
        allowed: wanted.join(" and "),
      })),
  ];
  return mistakes.length > 0 ? { mistakes } : { secret: wanted.map((name) => (input[name] ?? "").trim()).join(":") };
}

/** Returns the header for stored credentials: HTTP Basic (RFC 7617). Ghost's key goes into its URLs instead. */
export const authorizationOf = (kind: SourceKind, secret: string): string | undefined =>
  kind === "ghost" ? undefined : `Basic ${base64(new TextEncoder().encode(secret))}`;

function mistakeIn(field: CredentialsField, text: string): Mistake[] {
  const allowed = ALLOWED[field];
  if (text === "") return [{ field, problem: "is missing", allowed }];
  if (field === "key" && ADMIN_KEY.test(text)) return [{ field, problem: "is the Admin API key", allowed }];
  if (text.length <= LENGTH.name && FORMS[field].test(text)) return [];
  return [{ field, problem: "is not allowed", allowed }];
}
