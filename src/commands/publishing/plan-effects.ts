import { isRemovalKind, type Removal } from "../../model/article/removal.ts";
import { instant } from "../../model/time.ts";
import { type Effects, NO_EFFECTS } from "../effects.ts";
import { altersShown, type DeskContext, type Plan } from "./commit.ts";

/** What follows a plan that was written. */
export const planEffects = (desk: DeskContext, plan: Plan): Effects => ({
  ...NO_EFFECTS,
  isVisible: plan.changes.length > 0,
  isAltering: altersShown(plan),
  removals: removalsOf(desk, plan),
  isDue: plan.changes.length > 0,
});

const removalsOf = ({ now, by }: DeskContext, { changes, audit, written }: Plan): Removal[] =>
  changes.flatMap((each) => {
    if (!("article" in each) || !isRemovalKind(each.kind)) return [];
    const { reason } = written.find(({ article }) => article.id === each.article)?.article ?? {};
    return [{ kind: each.kind, article: each.article, at: instant(now), by, reason: audit?.reason ?? reason ?? null }];
  });
