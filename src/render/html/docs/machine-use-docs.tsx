import { kilobytes, megabytes } from "../../../model/in-words.ts";
import { SIGNALS } from "../../../model/policy.ts";
import { AIPREF_DRAFTS } from "../../rights/aipref.ts";
import { CRAWLERS_CHECKED } from "../../rights/crawlers.ts";
import { Cell, Table } from "../kit/table.tsx";

const SAID: readonly (readonly [where: string, what: string])[] = [
  [
    "Content-Usage",
    `Header of pages, API answers, feeds and pictures: search and training (AIPREF, ${AIPREF_DRAFTS.join(", ")}).`,
  ],
  [
    "tdm-reservation",
    "Header of the same: 1 where training is denied; 0 where training and AI answers are allowed and nothing is asked for it (TDMRep).",
  ],
  [
    "Link; rel=license",
    "Header: the RSL of a story, where RSL can say its terms exactly. RSS has the same in rsl:content.",
  ],
  ["X-Robots-Tag", "Header: noindex where search is denied; bingbot: noarchive where AI answers are denied."],
  [
    "data-nosnippet",
    "Attribute of a story’s text on its page, where AI answers are denied. Headline and summary stay outside.",
  ],
  [
    "/robots.txt",
    "Who may fetch stories, by what they fetch for; Content-Signal and Content-Usage, as far as all stories say the same.",
  ],
  ["/rsl.xml", "RSL: of everything, where all stories say the same; else of each story that has one."],
  ["/.well-known/tdmrep.json", "TDMRep, in the same way."],
];

/** What machines are told, where, and where the room for it ends. */
export const MachineUseDocs = () => (
  <>
    <h3 id="machines">What machines may do</h3>
    <p>
      Each licence says whether search, AI answers and AI training are allowed, denied, or not spoken of. We say exactly
      that, and nothing of what it leaves open: that something isn’t forbidden here doesn’t allow it. What is allowed
      only to some, for some countries or for a time isn’t said to be allowed to everybody. An agreement goes before all
      of these.
    </p>
    <Table label="Where machines are told what they may do" head={["Where", "What"]}>
      {SAID.map(([where, what]) => (
        <tr>
          <td>
            <code>{where}</code>
          </td>
          <Cell label="What">{what}</Cell>
        </tr>
      ))}
    </Table>
    <p>
      Where stories differ, robots.txt names those that are closed, the newest first, up to{" "}
      {kilobytes(SIGNALS.robotsBytes)}. Where that isn’t enough, it names none, and says so; a story’s page, headers,
      RSL and TDMRep then say what it denies. /rsl.xml and tdmrep.json name the newest stories, up to{" "}
      {megabytes(SIGNALS.listBytes)} and {SIGNALS.stories.toLocaleString("en-US")} of each licence. The list of crawlers
      is of {CRAWLERS_CHECKED}. Crawlers of classic search aren’t kept out: they couldn’t read what a page says of
      search.
    </p>
  </>
);
