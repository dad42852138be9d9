import type { ActionName } from "../../model/article/action.ts";
import { isRemovalKind, type Removal, type RemovalKind } from "../../model/article/removal.ts";
import { instant } from "../../model/time.ts";
import { type Effects, NO_EFFECTS } from "../effects.ts";
import { altersShown, type DeskContext, type Plan } from "./commit.ts";

/** Returns the effects of a written plan. */
export const planEffects = (desk: DeskContext, plan: Plan): Effects => ({
  ...NO_EFFECTS,
  isVisible: plan.changes.length > 0,
  isAltering: altersShown(plan),
  removals: removalsOf(desk, plan),
  isDue: plan.changes.length > 0,
});

const removalsOf = (desk: DeskContext, plan: Plan): Removal[] => {
  const about = { at: instant(desk.now), by: desk.by };
  const reasonOf = (id: string) => plan.written.find(({ article }) => article.id === id)?.article.reason;
  const noticed = plan.changes.flatMap((each) =>
    "article" in each && isRemovalKind(each.kind)
      ? [{ kind: each.kind, article: each.article, version: each.version }]
      : [],
  );
  const removed = noticed.length > 0 ? noticed : unseenRemovals(plan);
  return removed.map((each) => ({ ...each, ...about, reason: plan.audit?.reason ?? reasonOf(each.article) ?? null }));
};

const KINDS: Partial<Record<string, RemovalKind>> = {
  kill: "killed",
  withhold: "withheld",
  restore: "restored",
} satisfies Partial<Record<ActionName, RemovalKind>>;

/** Returns what the desk removed before anybody read it: no change records it, yet a restored older database would release it. */
function unseenRemovals({ audit, written }: Plan): Pick<Removal, "kind" | "article" | "version">[] {
  const kind = KINDS[audit?.action ?? ""];
  return kind === undefined ? [] : written.map(({ article, version }) => ({ kind, article: article.id, version }));
}
