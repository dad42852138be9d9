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

/** The first error that Ghost tells; undefined where it tells none. */
function errorIn(text: string) {
  try {
    const read = Errors.safeParse(JSON.parse(text));
    return read.success ? read.data.errors[0] : undefined;
  } catch {
    return undefined;
  }
}

/** What Ghost answers with. Throws what is wrong with the answer, as a failure of the source; never with the address's query. */
export function readAnswer(answer: Answer): unknown {
  const code = failureOf(answer);
  if (code === undefined) return readJson(answer);
  throw new SourceFailed(code, `${answer.status} at ${placeOf(answer.address)}`);
}

/** A failure that only Ghost has; undefined of any other, and of none. */
function failureOf({ status, text }: Answer): FailureCode | undefined {
  const error = errorIn(text);
  if (status === 401 && error !== undefined) return "bad-key";
  // So Ghost answers to who sends no key: it was lost on the way.
  if (status === 403 && error?.type === "NoPermissionError") return "bad-key";
  // Before version 5 the API was elsewhere; 406 is said to who asks for a version that isn't there.
  if (status === 404 || status === 406 || status === 410) return "no-content-api";
  return undefined;
}

/** Whether an answer says of one post that it isn't public any more. Throws at anything but that and the post. */
export function saysGone(answer: Answer): boolean {
  const error = answer.status === 404 ? errorIn(answer.text) : undefined;
  if (error?.type === "NotFoundError" && /\bpost\b/i.test(`${error.message} ${error.context ?? ""}`)) return true;
  readAnswer(answer);
  return false;
}

const Settings = z.object({ settings: z.object({ url: z.url() }) });

/** The public address of a Ghost, as its settings tell it. Throws where they aren't those of Ghost. */
export function readHome(json: unknown): string {
  const read = Settings.safeParse(json);
  if (!read.success) throw new SourceFailed("unexpected", "the settings of the site");
  return read.data.settings.url;
}
