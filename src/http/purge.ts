import type { Wire } from "./authenticate.ts";
import { askAgain, BELIEVED } from "./state.ts";

/**
 * What follows a publish: this isolate asks for the newest state at once; and the cache in front of Wire is purged, once,
 * when no isolate anywhere still believes the state before: else one of them could fill the cache with it again.
 */
export async function afterPublish(tags: readonly string[], { purge }: Pick<Wire, "purge">): Promise<void> {
  if (tags.length === 0) return;
  askAgain();
  await new Promise((resolve) => setTimeout(resolve, BELIEVED + 100));
  await purge([...tags]);
}
