import type { FormerLicence } from "../../../model/licence/former-licence.ts";
import { englishWords } from "../../messages/language.ts";
import type { Words } from "../../messages/words.ts";
import type { Site } from "../../site.ts";
import { Time } from "./time.tsx";

type Props = { former: readonly FormerLicence[]; site: Site; words?: Words };

/** Uses that may continue although the license was withdrawn: CC BY 4.0 §2(a)(1), §6. */
export function FormerLicences({ former, site, words = englishWords(site) }: Props) {
  return (
    <>
      {former.map(({ name, url, until }) => (
        <p>
          {words.parts("story.former", {
            time: <Time at={until} site={site} words={words} />,
            licence: <a href={url}>{name}</a>,
          })}
        </p>
      ))}
    </>
  );
}
