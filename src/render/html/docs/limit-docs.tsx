import { sizeInWords } from "../../../model/in-words.ts";
import {
  ANSWER,
  APPLICATION,
  ARTICLE,
  BATCH,
  BODY,
  CACHE,
  KEYS,
  PAGES,
  PUSH,
  RATE,
  RETENTION,
} from "../../../model/policy.ts";
import { Cell, Table } from "../kit/table.tsx";

const LIMITS: readonly (readonly [what: string, limit: string])[] = [
  [
    "Requests with a publisher’s keys",
    `${RATE.keyReads} a minute for all keys combined, unless this wire sets another limit`,
  ],
  ["Requests without a key", `Not counted; a response may be ${CACHE.maxAgeSeconds} seconds old`],
  ["Applications and domain checks", `${RATE.applications} a minute from one address`],
  ["Sign-in links", `${RATE.signIns} a minute from one address, and ${RATE.signIns} a minute for one person`],
  ["Stories per page of /v1/articles", `${PAGES.articles}; ${PAGES.maxArticles} with “limit”`],
  ["Stories per page of /v1/changes", `${PAGES.changes}; ${PAGES.maxChanges} with “limit”`],
  ["Stories in a feed", `${PAGES.feedItems}, and ${PAGES.archive} on each page of its archive`],
  ["Notices of withdrawn stories in a feed", `${PAGES.feedNotices}, for ${RETENTION.noticeDays} days`],
  ["Withdrawn stories per page of /withdrawn", `${PAGES.withdrawn}`],
  ["Size of a response", `${sizeInWords(ANSWER.bytes)}, unless a single story is larger`],
  [
    "Keys per publisher",
    `${KEYS.perPublisher}; a revoked key stops working within ${KEYS.revokedWithinSeconds} seconds`,
  ],
  ["Webhooks per publisher", `${PUSH.webhooksPerPublisher}`],
  ["Domains and licenses in an application", `${APPLICATION.domains} and ${APPLICATION.licences}`],
  ["Stories in one desk request", `${BATCH.articles}, and ${sizeInWords(BODY.batch)}`],
  ["Size of a picture", sizeInWords(ARTICLE.imageBytes)],
  ["Size of any other request", sizeInWords(BODY.form)],
];

/** Size, rate and time limits, from the wire's own constants. */
export const LimitDocs = () => (
  <>
    <h2 id="limits">Limits</h2>
    <p class="mid">
      If you go over a request limit, you get <a href="#too-many-requests">too-many-requests</a> (429), and{" "}
      <code>Retry-After</code> says how many seconds to wait.
    </p>
    <Table label="Limits" head={["What", "Limit"]}>
      {LIMITS.map(([what, limit]) => (
        <tr>
          <td>{what}</td>
          <Cell>{limit}</Cell>
        </tr>
      ))}
    </Table>
  </>
);
