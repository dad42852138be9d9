import { frameWords } from "../../messages/language.ts";
import { organization } from "../../schema-org/page.ts";
import type { Site } from "../../site.ts";
import { ownMark } from "../kit/lang.ts";
import { page } from "../kit/page.tsx";

/** `/about`: what the publication says about itself, and whom to contact. */
export function aboutPage(paragraphs: readonly string[], site: Site): string {
  const { name, description, homePage, contacts } = site.masthead.publication;
  const words = frameWords(site);
  const own = ownMark(site, words.language);
  return page({
    site,
    title: words.say("foot.about"),
    words,
    description,
    descriptionLanguage: site.masthead.publication.language,
    canonical: `${site.origin}/about`,
    data: [organization(site)],
    feeds: [],
    children: (
      <article class="flow mid">
        <h1>{words.say("about.title", { name })}</h1>
        <div class="text">
          {paragraphs.map((paragraph) => (
            <p {...own} dir="auto">
              {paragraph}
            </p>
          ))}
        </div>
        <ul class="ways small gap">
          <li>
            <span>{words.say("about.site")}</span> <a href={homePage}>{homePage}</a>
          </li>
          {CONTACTS.map((key) => {
            const address = contacts[key];
            return address === undefined ? null : (
              <li>
                <span>{words.say(`about.${key}`)}</span> <a href={`mailto:${address}`}>{address}</a>
              </li>
            );
          })}
        </ul>
      </article>
    ),
  });
}

const CONTACTS = ["tips", "corrections", "licensing"] as const;
