import type { Source, SourceState } from "../../model/source/state.ts";
import type { Asker } from "../../sources/cms/ask.ts";
import type { Site } from "../../sources/cms/site.ts";
import type { Fetch } from "../../sources/outbound.ts";
import type { Done } from "../effects.ts";
import type { DeskContext } from "../publishing/commit.ts";
import type { SecretsKey } from "../push/encryption.ts";

/** What visiting sources needs. `settle` carries out the effects of a command, and returns its outcome. */
export type SourcesContext = DeskContext & {
  fetch: Fetch;
  images: R2Bucket;
  secretsKey: SecretsKey | undefined;
  settle: <Outcome>(done: Done<Outcome>) => Promise<Outcome>;
};

/** One visit to a source. `state` is updated during the visit. */
export type Visit = {
  context: SourcesContext;
  desk: DeskContext;
  source: Source;
  state: SourceState;
  asker: Asker;
  /** The credentials in plain text, which never leave a visit. */
  secret: string | undefined;
};

/** A visit to a CMS that can be queried for lists and single posts. */
export type SiteVisit = Visit & { site: Site };
