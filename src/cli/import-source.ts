import { setTimeout } from "node:timers/promises";
import { SourceJson, SourceReportJson } from "../contract/source.ts";
import { CLI } from "../model/policy.ts";
import type { CredentialsInput } from "../model/source/credentials.ts";
import type { Client } from "./client.ts";
import type { Tell } from "./publish-content.ts";

/** What a wire needs for a site: its settings and, if required, its credentials. */
export type ImportAsked = { id: string; settings: object; credentials: CredentialsInput | undefined };

/**
 * Has a wire import a site, and prints progress until the first import is over. The wire works on its own: stopping this
 * command doesn't stop the import, and running it again shows progress again.
 */
export async function followImport(client: Client, asked: ImportAsked, tell: Tell): Promise<void> {
  const { id, settings, credentials } = asked;
  let source = await client.ask(SourceJson, "PUT", `/sources/${id}`, settings);
  if (credentials) source = await client.ask(SourceJson, "PUT", `/sources/${id}/credentials`, credentials);
  for (let told = ""; source.phase !== "follow"; ) {
    if (source.failure !== null && !(credentials && source.failure.code === "no-key"))
      throw new Error(`${source.failure.code}: ${source.failure.words}`);
    const now = progress(source);
    if (now !== told) tell(now);
    told = now;
    await setTimeout(CLI.importAskedMs);
    source = (await client.ask(SourceReportJson, "GET", `/sources/${id}`)).source;
  }
  for (const line of reportLines(await client.ask(SourceReportJson, "GET", `/sources/${id}`))) tell(line);
}

function progress({ posts, progress: { total }, phase }: SourceJson): string {
  const known = Object.values(posts).reduce((sum, count) => sum + count, 0);
  return phase === "pass" ? `${known} posts; checking for any that were missed` : `${known} of ${total ?? "its"} posts`;
}

/** Returns the result: how many posts of each kind, why, and warnings by kind. */
export function reportLines({ source, posts }: SourceReportJson): string[] {
  const { taken = 0, waiting = 0, refused = 0, "left-out": leftOut = 0 } = source.posts;
  return [
    `Taken: ${taken}. Waiting for the desk: ${waiting}. Left out by rule: ${leftOut}. Refused: ${refused}.`,
    ...posts.flatMap(({ url, reason, warnings }) => [
      ...(reason === null ? [] : [`${url}: ${reason}`]),
      ...warnings.map((warning) => `${url}: warning: ${warning}`),
    ]),
  ];
}
