import { unreadLanguage } from "../../../model/message-language.ts";
import type { Site } from "../../site.ts";
import { Notice } from "../kit/forms.tsx";

/** Warns the desk that no editor has reviewed the wire's own words in the publication's language yet. */
export function UnreadWords({ site }: { site: Site }) {
  const name = unreadLanguage(site.masthead.publication.language);
  return name === undefined ? null : (
    <Notice isWrong>
      Your pages and credits use the wire’s built-in {name} wording, which no editor who speaks {name} has checked yet.
      Please check it on your pages, and tell whoever runs this wire what to change.
    </Notice>
  );
}
