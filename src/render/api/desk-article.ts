import type { DeskArticleJson } from "../../contract/desk-article.ts";
import { ACTION_NAMES, whyNot } from "../../model/article/action.ts";
import { addressOf, type Body, type Version } from "../../model/article/article.ts";
import type { DeskDecisions, SentFields } from "../../model/article/decision.ts";
import { nameLifecycle } from "../../model/article/lifecycle.ts";
import { linkedStories, openLinksOf } from "../../model/article/story-link.ts";
import { getOwn } from "../../model/get-own.ts";
import type { Site } from "../site.ts";
import { inputOf, type Text } from "../versions.ts";

/** What the desk knows of an article besides its text. */
type ArticleSurroundings = Pick<DeskArticleJson, "channels" | "images" | "versions" | "log">;
/** Adds every address that the article has or had besides its id. */
type FullArticle = {
  version: Version & { body: Body; openLinks?: readonly string[]; sent: SentFields; decided: DeskDecisions };
  text: Text;
  addresses: string[];
};

/** Returns everything that the desk knows of an article, as JSON. */
export function deskArticleJson(
  { version, text, addresses }: FullArticle,
  { masthead, origin }: Site,
  about: ArticleSurroundings,
): DeskArticleJson {
  const { id, status, released, embargo, expires, expired, killed, licence, sent, decided } = version;
  return {
    ...{ id, address: addressOf(version), version: version.version, status, standing: nameLifecycle(version) },
    releaseAt: version.publishedAt,
    released: released ?? null,
    embargo: embargo ?? null,
    expires: expires ?? null,
    expired: expired === true,
    killed: killed ?? null,
    modified: version.modifiedAt,
    licence: { id: licence, name: getOwn(masthead.licences, licence)?.name ?? licence },
    article: { ...inputOf(text), ...formerNames(version, addresses) },
    actions: ACTION_NAMES.filter((name) => whyNot(name, version) === undefined),
    sent: { ...sent },
    decided: { ...decided },
    corrections: version.corrections ?? [],
    closedLinks: linkedStories(version, origin).filter((story) => !openLinksOf(version, origin).isOpen(story)),
    ...about,
  };
}

/** Returns the article's former names, the id first; nothing if it was never renamed. */
function formerNames({ id, address }: Version, addresses: readonly string[]): { was?: string[] } {
  const was = [id, ...addresses.filter((each) => each !== address)];
  return addresses.length === 0 ? {} : { was };
}
