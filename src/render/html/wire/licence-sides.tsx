import type { Clause, Effect } from "../../../model/licence/clause.ts";
import type { LicenceVersion } from "../../../model/licence/licence.ts";
import { morePermissions } from "../../../model/licence/more-permissions.ts";

/** The headings of the clauses by effect: for terms in force, and for past ones. */
const NOW = {
  may: "You may",
  must: "You must",
  mayNot: "You may not",
  more: "You may also",
  ask: "Ask us before you",
  should: "We also ask you to",
} as const;
const THEN = {
  may: "You could",
  must: "You had to",
  mayNot: "You could not",
  more: "You could also",
  ask: "You had to ask us before you could",
  should: "We also asked you to",
} as const;

type SidesProps = { licence: LicenceVersion; clauses: readonly Clause[]; isPast?: boolean };

/**
 * What you may, must and may not do, and what the license asks for; permissions beyond Creative Commons are listed separately.
 */
export function Sides({ licence, clauses: all, isPast = false }: SidesProps) {
  const more = morePermissions(licence);
  const own = all.filter(({ id }) => !more.includes(id));
  const titles = isPast ? THEN : NOW;
  return (
    <>
      <div class="terms three gap">
        <Side title={titles.may} className="may" clauses={own} effect="may" />
        <Side title={titles.must} className="must" clauses={own} effect="must" />
        <Side title={titles.mayNot} className="not" clauses={own} effect="mayNot" />
      </div>
      <More title={titles.more} clauses={all.filter(({ id }) => more.includes(id))} isPast={isPast} />
      <div class="half gap">
        <Side title={titles.ask} clauses={own} effect="ask" />
        <Side title={titles.should} clauses={own} effect="should" />
      </div>
    </>
  );
}

type MoreProps = { title: string; clauses: readonly Clause[]; isPast: boolean };

/** Permissions beyond a Creative Commons license's own text (§7(b)): ccREL's `morePermissions` in feeds links here. */
function More({ title, clauses: all, isPast }: MoreProps) {
  if (all.length === 0) return null;
  return (
    <section class="flow gap" id="more">
      <h2>{title}</h2>
      <ul class="dots">
        {all.map((clause) => (
          <li>
            <a class="words" href={`#${clause.id}`}>
              {clause.effect === "may" ? capital(clause.words) : isPast ? pastSentence(clause) : clause.sentence}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

type SideProps = { title: string; className?: string; clauses: readonly Clause[]; effect: Effect };

function Side({ title, className, clauses: all, effect }: SideProps) {
  const mine = all.filter((clause) => clause.effect === effect);
  if (mine.length === 0) return null;
  return (
    <section class={className ?? "flow"}>
      <h2>{title}</h2>
      <ul class={className ? "ticks" : "dots"}>
        {mine.map(({ id, words }) => (
          <li>
            <a class="words" href={`#${id}`}>
              {capital(words)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const LEADS: Record<Exclude<Effect, "fact">, string> = {
  may: THEN.may,
  must: THEN.must,
  mayNot: THEN.mayNot,
  ask: THEN.ask,
  should: "We asked you to",
  needNot: "You didn’t have to",
};

/** Returns what a clause said while its license was in force. */
export const pastSentence = ({ effect, words, sentence }: Clause): string =>
  effect === "fact" ? `It said: “${sentence}”` : `${LEADS[effect]} ${words}.`;
