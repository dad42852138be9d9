import { raw } from "hono/html";
import { termsUrl } from "../../model/address.ts";
import { clauses, type KeptLicence } from "../../model/licence.ts";
import type { Site } from "../site.ts";
import { page } from "./page.tsx";

/** A licence's terms: what it says in a sentence, its clauses, its text. */
export const licencePage = (id: string, licence: KeptLicence, site: Site): string =>
  page({
    site,
    title: licence.name,
    description: licence.statement,
    canonical: termsUrl(site.origin, id),
    ...(licence.url ? { licence: licence.url } : {}),
    feeds: [{ title: licence.name, channel: `licence/${id}` }],
    children: (
      <article class="full">
        <p class="kicker">Licence, version {licence.version}</p>
        <h1>{licence.name}</h1>
        <p class="lede">{licence.statement}</p>
        {licence.url && (
          <p>
            The licence itself: <a href={licence.url}>{licence.url}</a>
          </p>
        )}
        <h2>At a glance</h2>
        <ul>
          {clauses(licence).map((clause) => (
            <li id={clause.id}>{clause.sentence}</li>
          ))}
        </ul>
        <div class="text">{raw(licence.text)}</div>
      </article>
    ),
  });
