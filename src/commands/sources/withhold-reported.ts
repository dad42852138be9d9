import { readRecords } from "../../store/article/record.ts";
import { type KnownPost, readPosts, writePosts } from "../../store/source/post.ts";
import { Done, doneWithout } from "../effects.ts";
import { act } from "../publishing/act.ts";
import type { DeskContext } from "../publishing/commit.ts";
import { NOT_PUBLIC } from "./gone.ts";

/** The outcome of withholding a story that was only reported; `unknown` if there is none. */
export type WithholdOutcome = { ok: true } | { ok: false; because: "unknown" | "refused" };

/**
 * Withholds a story that its site no longer shows. This is the desk's decision, not the site's: even if the story becomes public
 * there again, it stays withheld until the desk restores it.
 */
export async function withholdReported(
  desk: DeskContext,
  source: string,
  post: string,
): Promise<Done<WithholdOutcome>> {
  const row = (await readPosts(desk.db, source, [post])).get(post);
  if (row?.state !== "reported" || row.article === null)
    return doneWithout<WithholdOutcome>({ ok: false, because: "unknown" });
  const record = (await readRecords(desk.db, [row.article])).get(row.article);
  const isOut = record?.status === "usable" && !record.expired;
  if (!isOut) {
    await note(desk, source, row);
    return doneWithout<WithholdOutcome>({ ok: true });
  }
  const done = await act(desk, row.article, { action: "withhold", reason: `${source}: ${NOT_PUBLIC}` });
  return done.handOver(async (effects, { ok }) => {
    if (!ok) return doneWithout<WithholdOutcome>({ ok: false, because: "refused" });
    await note(desk, source, row);
    return new Done<WithholdOutcome>({ ok: true }, effects);
  });
}

const note = ({ db }: DeskContext, source: string, row: KnownPost) =>
  db.batch(writePosts(db, source, [{ ...row, state: "withheld", version: null }]));
