import { organization } from "../../schema-org/page.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";

/** `/about`: what the publication says of itself, and where to write. */
export function aboutPage(paragraphs: readonly string[], site: Site): string {
  const { name, description, homePage, contacts } = site.masthead.publication;
  return page({
    site,
    title: "About us",
    description,
    canonical: `${site.origin}/about`,
    data: [organization(site)],
    feeds: [],
    children: (
      <article class="flow mid">
        <h1>About {name}</h1>
        <div class="text">
          {paragraphs.map((paragraph) => (
            <p dir="auto">{paragraph}</p>
          ))}
        </div>
        <ul class="ways small gap">
          <li>
            <span>Our own site</span> <a href={homePage}>{homePage}</a>
          </li>
          {CONTACTS.map(([key, label]) => {
            const address = contacts[key];
            return address === undefined ? null : (
              <li>
                <span>{label}</span> <a href={`mailto:${address}`}>{address}</a>
              </li>
            );
          })}
        </ul>
      </article>
    ),
  });
}

const CONTACTS = [
  ["tips", "Tips"],
  ["corrections", "Corrections"],
  ["licensing", "Licensing"],
] as const;
