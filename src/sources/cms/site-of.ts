import { SourceFailed } from "../../model/source/failure.ts";
import type { SourceState } from "../../model/source/state.ts";
import type { Asker } from "./ask.ts";
import { ghost } from "./ghost/ghost.ts";
import type { Site, SiteSource } from "./site.ts";
import { wordPress } from "./wordpress/wordpress.ts";

/** What is needed to query a site. `secret` is set only for Ghost, which takes it in addresses; others use the asker's. */
type Asked = { asker: Asker; source: SiteSource; state: SourceState; secret: string | undefined };

/** Returns the site of a source. Throws for a feed, which can't be queried for lists. */
export function siteOf({ asker, source, state, secret }: Asked, now: number): Site {
  if (source.settings.kind === "wordpress") return wordPress(asker, source, state, now);
  if (source.settings.kind === "ghost") return ghost(asker, source, state, now, secret);
  throw new SourceFailed("unexpected", source.settings.kind);
}
