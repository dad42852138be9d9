import { nsUrl } from "../../../model/address.ts";
import { FEED_WORDS } from "../../rights/feed-elements.ts";
import { type Kind, type Term, VOCABULARY } from "../../rights/odrl/vocabulary.ts";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { spell, spellAll } from "../kit/spell.ts";

const KINDS: Record<Kind, string> = {
  action: "Actions",
  leftOperand: "What constraints test",
  concept: "Events and other words",
  property: "Properties of an offer",
};

/** `/ns`: the wire's own terms in offers, for people and, as JSON-LD, for software. */
export const nsPage = (site: Site): string =>
  page({
    site,
    title: "Vocabulary",
    description: spell("Our own terms, used in license offers alongside ODRL and in feeds alongside Media RSS.", site),
    canonical: `${site.origin}/ns`,
    feeds: [],
    data: [vocabularyJson(site.origin)],
    children: spellAll(
      <article class="mid flow">
        <h1>Vocabulary</h1>
        <p class="quiet mid">
          Each license is also an offer that software can read, in ODRL. These terms cover what newsrooms need and ODRL
          lacks.
        </p>
        {(["action", "leftOperand", "concept", "property"] as const).map((kind) => (
          <section>
            <h2>{KINDS[kind]}</h2>
            <dl class="facts">
              {terms(kind).map(([name, { label, definition }]) => (
                <>
                  <dt id={name}>
                    {label}
                    <br />
                    <code>{name}</code>
                  </dt>
                  <dd>{definition}</dd>
                </>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h2>In feeds</h2>
          <dl class="facts">
            {Object.entries(FEED_WORDS).map(([name, definition]) => (
              <>
                <dt id={name}>
                  <code>{name}</code>
                </dt>
                <dd>{definition}</dd>
              </>
            ))}
          </dl>
        </section>
      </article>,
      site,
    ),
  });

const terms = (kind: Kind): [string, Term][] => Object.entries(VOCABULARY).filter(([, term]) => term.kind === kind);

const TYPES: Record<Kind, string> = {
  action: "odrl:Action",
  leftOperand: "odrl:LeftOperand",
  concept: "skos:Concept",
  property: "rdf:Property",
};

/** ODRL 2.2 §4.1: a profile's additions must be declared as ODRL types; every action is included in `use`. */
const vocabularyJson = (origin: string) => ({
  "@context": {
    odrl: "http://www.w3.org/ns/odrl/2/",
    rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    skos: "http://www.w3.org/2004/02/skos/core#",
  },
  "@graph": Object.entries(VOCABULARY).map(([name, { kind, label, definition }]) => ({
    "@id": nsUrl(origin, name),
    "@type": [TYPES[kind], ...(kind === "concept" ? [] : ["skos:Concept"])],
    "skos:prefLabel": label,
    "skos:definition": definition,
    ...(kind === "action" ? { "odrl:includedIn": { "@id": "odrl:use" } } : {}),
  })),
});
