import type { Site } from "../../site.ts";
import { FilterChoice, Filters, More, NothingFound } from "../kit/filters.tsx";
import { page } from "../kit/page.tsx";
import { Time } from "../kit/time.tsx";
import { type LogPageLine, LogSentence, whyOf } from "./log-sentence.tsx";
import { deskTools } from "./tools.ts";

/** The current filters of the log, as form values. */
export type LogFilterValues = { by: string; about: string; isFiltered: boolean };

type LogPageProps = {
  lines: readonly LogPageLine[];
  filters: LogFilterValues;
  /** The address of the next page. */
  next: string | undefined;
  site: Site;
};

const SUBJECTS = [
  ["story", "Stories"],
  ["publisher", "Publishers"],
  ["wire", "The wire and the desk"],
] as const;

/** `/desk/log`: who did what, when and why, in sentences. */
export const deskLogPage = ({ lines, filters, next, site }: LogPageProps): string =>
  page({
    site,
    title: "Log",
    feeds: [],
    tools: deskTools("/desk/log", site),
    children: (
      <div class="flow">
        <h1>Log</h1>
        <Filters action="/desk/log" label="Search by person or publisher" name="by" value={filters.by}>
          <FilterChoice name="about" label="About" chosen={filters.about} options={SUBJECTS} />
        </Filters>
        {lines.length === 0 && filters.isFiltered && <NothingFound all="/desk/log">see the whole log</NothingFound>}
        {lines.length === 0 && !filters.isFiltered && (
          <section class="blank flow">
            <h2>Nothing logged yet</h2>
            <p class="quiet">Every decision appears here: who made it, when and why.</p>
          </section>
        )}
        {lines.length > 0 && (
          <ul class="rows">
            {lines.map((line) => (
              <li>
                <p>
                  <LogSentence line={line} />
                </p>
                {line.reason && <p>{whyOf(line).trim()}</p>}
                <p class="quiet small">
                  <Time at={line.at} site={site} />
                </p>
              </li>
            ))}
          </ul>
        )}
        <More href={next}>Earlier entries</More>
      </div>
    ),
  });
