import type { DiffJson } from "../contract/diff.ts";
import type { Client, DeskArticle, SignInLink } from "./client.ts";

type Tell = (line: string) => void;

/** Prints an article's state, its possible actions and the desk's decisions. */
export function tellArticle(article: DeskArticle, tell: Tell): void {
  const {
    id,
    address,
    version,
    standing,
    status,
    licence,
    released,
    releaseAt,
    embargo,
    expires,
    killed,
    actions,
    log,
  } = article;
  tell(`articles/${id}: ${article.article.headline}`);
  tell(`  ${standing} (${status}), version ${version}, under ${licence.id}`);
  if (address !== id) tell(`  address: ${address}; earlier: ${before(article).join(", ")}`);
  tell(released === null ? `  not released; can go live at ${releaseAt}` : `  first released at ${released}`);
  for (const [name, at] of Object.entries({ embargo, expires, killed })) if (at !== null) tell(`  ${name}: ${at}`);
  for (const { at, kind, note } of article.corrections) tell(`  ${at} ${kind}: ${note}`);
  tell(`  actions: ${actions.join(", ")}`);
  for (const { at, by, action, reason } of log) tell(`  ${at} ${by}: ${action}${reason === null ? "" : `: ${reason}`}`);
}

/** The former names of an article, the first one first. */
const before = ({ address, article: { was = [] } }: DeskArticle): string[] => was.filter((name) => name !== address);

/** Prints an article's versions, newest first. */
export function tellVersions({ versions }: DeskArticle, tell: Tell): void {
  for (const { version, at, by, status } of versions) tell(`${String(version).padStart(4)}  ${at}  ${status}  ${by}`);
}

/** Prints every article with its state. */
export async function tellList(client: Client, tell: Tell): Promise<void> {
  for (const { id, address, version, status, released } of await client.articles())
    tell(
      `${id}${address === id ? "" : ` at ${address}`}  version ${version}, ${status}, ${released === null ? "not released" : `released ${released}`}`,
    );
}

/** Prints the differences like `diff`: - before removed lines, + before added ones. */
export function tellDiff({ from, to, fields }: DiffJson, tell: Tell): void {
  tell(`From version ${from.version} to ${to.version}`);
  if (fields.length === 0) tell("No differences.");
  for (const { field, parts, from: before, to: after } of fields) {
    tell(`${field}:`);
    if (parts === undefined)
      for (const [mark, value] of [
        ["-", before],
        ["+", after],
      ] as const)
        tellValue(mark, value, tell);
    else tell(parts.map(({ kind, text }) => markParts(kind, text)).join(""));
  }
}

const tellValue = (mark: string, value: unknown, tell: Tell): void => {
  if (value !== null && value !== undefined) tell(`${mark} ${JSON.stringify(value)}`);
};

const markParts = (kind: string, text: string): string =>
  ({ added: `{+${text}+}`, removed: `[-${text}-]` })[kind] ?? text;

/** Prints a sign-in link to pass on. */
export function tellLink({ address, expires }: SignInLink, tell: (line: string) => void): void {
  tell(address);
  tell(`It works once, until ${expires}. Give it only to the person it is for.`);
}
