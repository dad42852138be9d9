import { z } from "zod";
import { type FailureCode, SourceFailed } from "../../../model/source/failure.ts";
import { type Answer, placeOf, readJson } from "../answer.ts";

const Errors = z.object({
  errors: z.tuple(
    [
      z.object({
        type: z.string().catch(""),
        code: z.string().nullish().catch(null),
        message: z.string().catch(""),
        context: z.string().nullish().catch(null),
      }),
    ],
    z.unknown(),
  ),
});

/** Returns the first error in Ghost's response; undefined if there is none. */
function errorIn(text: string) {
  try {
    const read = Errors.safeParse(JSON.parse(text));
    return read.success ? read.data.errors[0] : undefined;
  } catch {
    return undefined;
  }
}

/** Parses Ghost's response. Throws `SourceFailed` with what is wrong with it, never showing the query of the address. */
export function readAnswer(answer: Answer): unknown {
  const code = failureOf(answer);
  if (code === undefined) return readJson(answer);
  throw new SourceFailed(code, `${answer.status} at ${placeOf(answer.address)}`);
}

/** Returns a failure that is specific to Ghost; undefined for any other, or for none. */
function failureOf({ status, text }: Answer): FailureCode | undefined {
  const error = errorIn(text);
  if (status === 401 && error !== undefined) return "bad-key";
  // Ghost's response to a request without a key, so the key was lost on the way.
  if (status === 403 && error?.type === "NoPermissionError") return "bad-key";
  // Before version 5 the API was at another address; 406 means that the requested version isn't available.
  if (status === 404 || status === 406 || status === 410) return "no-content-api";
  return undefined;
}

/** Whether a response says that one post is no longer public. Throws unless it is that or the post. */
export function saysGone(answer: Answer): boolean {
  const error = answer.status === 404 ? errorIn(answer.text) : undefined;
  if (error?.type === "NotFoundError" && /\bpost\b/i.test(`${error.message} ${error.context ?? ""}`)) return true;
  readAnswer(answer);
  return false;
}

const Settings = z.object({ settings: z.object({ url: z.url() }) });

/** Returns Ghost's public address from its settings. Throws if the response isn't Ghost's settings. */
export function readHome(json: unknown): string {
  const read = Settings.safeParse(json);
  if (!read.success) throw new SourceFailed("unexpected", "the settings of the site");
  return read.data.settings.url;
}
