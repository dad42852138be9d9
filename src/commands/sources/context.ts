import type { Source, SourceState } from "../../model/source/state.ts";
import type { Asker } from "../../sources/cms/ask.ts";
import type { Site } from "../../sources/cms/site.ts";
import type { Fetch } from "../../sources/outbound.ts";
import type { Done } from "../effects.ts";
import type { DeskContext } from "../publishing/commit.ts";
import type { SecretsKey } from "../push/encryption.ts";

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
  /** What signs the wire in, in clear: it never leaves a visit. */
  secret: string | undefined;
};

/** A visit to a CMS that can be asked for lists and single posts. */
export type SiteVisit = Visit & { site: Site };
