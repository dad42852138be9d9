import type { Source, SourceState } from "../../model/source/state.ts";
import type { Done } from "../effects.ts";
import type { Fetch } from "../outbound.ts";
import type { DeskContext } from "../publishing/commit.ts";
import type { SecretsKey } from "../push/encryption.ts";
import type { Asker } from "./ask.ts";
import type { Site } from "./site.ts";

/** What visiting sources needs from outside. `settle` carries out what follows from a command, and answers with its outcome. */
export type SourcesContext = DeskContext & {
  fetch: Fetch;
  images: R2Bucket;
  secretsKey: SecretsKey | undefined;
  settle: <Outcome>(done: Done<Outcome>) => Promise<Outcome>;
};

/** One visit to a source. `state` is moved on while it lasts. */
export type Visit = {
  context: SourcesContext;
  desk: DeskContext;
  source: Source;
  state: SourceState;
  asker: Asker;
};

/** A visit to a CMS that can be asked for lists and single posts. */
export type SiteVisit = Visit & { site: Site };
