import { sizeInWords } from "../../../model/in-words.ts";
import { SIGNALS } from "../../../model/policy.ts";
import { AIPREF_DRAFTS } from "../../rights/aipref.ts";
import { CRAWLERS_CHECKED } from "../../rights/crawlers.ts";
import { Cell, Table } from "../kit/table.tsx";

const SAID: readonly (readonly [where: string, what: string])[] = [
  [
    "Content-Usage",
    `Header on pages, API responses, feeds and pictures, for search and training (AIPREF, ${AIPREF_DRAFTS.join(", ")}).`,
  ],
  [
    "tdm-reservation",
    "Header on the same responses: 1 if training is denied; 0 if training and AI answers are allowed and free (TDMRep).",
  ],
  [
    "Link; rel=license",
    "Header: a story’s RSL, if RSL can state its terms exactly. RSS carries the same terms in rsl:content.",
  ],
  ["X-Robots-Tag", "Header: noindex if search is denied; bingbot: noarchive if AI answers are denied."],
  [
    "data-nosnippet",
    "Attribute around a story’s text on its page, if AI answers are denied. Headline and summary are outside it.",
  ],
  [
    "/robots.txt",
    "Which crawlers may fetch stories, by purpose; Content-Signal and Content-Usage, if all stories say the same thing.",
  ],
  [
    "/rsl.xml",
    "RSL: one set of terms if all stories have the same ones; otherwise, the terms of each story that has any.",
  ],
  ["/.well-known/tdmrep.json", "TDMRep, built the same way."],
];

/** Which machine-readable signals exist, where they are, and what happens when they don't fit. */
export const MachineUseDocs = () => (
  <>
    <h3 id="machines">What machines may do</h3>
    <p>
      Each license says whether search, AI answers and AI training are allowed or denied, or doesn’t mention them. We
      signal exactly that and nothing more: where a license is silent, we neither allow nor forbid. Uses that are
      allowed only for some users, in some countries or for a limited time aren’t signaled as allowed for everyone. A
      signed agreement takes precedence over all of these.
    </p>
    <Table label="Where machines can see what they may do" head={["Where", "What it says"]}>
      {SAID.map(([where, what]) => (
        <tr>
          <td>
            <code>{where}</code>
          </td>
          <Cell>{what}</Cell>
        </tr>
      ))}
    </Table>
    <p>
      Where stories differ, robots.txt lists the ones that deny a use, newest first, up to{" "}
      {sizeInWords(SIGNALS.robotsBytes)}. If they don’t fit, it lists none and says so; each story’s page, headers, RSL
      and TDMRep still say what it denies. /rsl.xml and tdmrep.json list the newest stories, up to{" "}
      {sizeInWords(SIGNALS.listBytes)} and {SIGNALS.stories.toLocaleString("en-US")} for each license. The list of
      crawlers was checked on {CRAWLERS_CHECKED}. Traditional search engines’ crawlers aren’t blocked: they need to read
      a page to see what it says about search.
    </p>
  </>
);
