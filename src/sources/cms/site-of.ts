import { SourceFailed } from "../../model/source/failure.ts";
import type { SourceState } from "../../model/source/state.ts";
import type { Asker } from "./ask.ts";
import { ghost } from "./ghost/ghost.ts";
import type { Site, SiteSource } from "./site.ts";
import { wordPress } from "./wordpress/wordpress.ts";

/** What a site is asked with. `secret` is what only Ghost sends in its addresses; of others the asker has it. */
type Asked = { asker: Asker; source: SiteSource; state: SourceState; secret: string | undefined };

/** A source as the site that it is. A feed is none: it can't be asked for lists. */
export function siteOf({ asker, source, state, secret }: Asked, now: number): Site {
  if (source.settings.kind === "wordpress") return wordPress(asker, source, state, now);
  if (source.settings.kind === "ghost") return ghost(asker, source, state, now, secret);
  throw new SourceFailed("unexpected", source.settings.kind);
}
