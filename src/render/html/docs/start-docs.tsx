import { inWords } from "../../../model/in-words.ts";
import { DOCS, PAGES, RATE } from "../../../model/policy.ts";
import { type Sample, Samples, Source } from "./docs-parts.tsx";
import followJavaScript from "./samples/follow.mjs";
import followPhp from "./samples/follow.php";
import followPython from "./samples/follow.py";
import followShell from "./samples/follow.sh";

const SAMPLES: readonly Sample[] = [
  { language: "curl", file: "follow.sh", text: followShell },
  { language: "Python", file: "follow.py", text: followPython },
  { language: "JavaScript", file: "follow.mjs", text: followJavaScript },
  { language: "PHP", file: "follow.php", text: followPhp },
];

const RULES: readonly string[] = [
  "Start without a cursor. You get every story you may see, and then every change.",
  "Keep the cursor from “next” with the stories, and send it as “after” next time. It never expires, unless the wire is restored from a backup: then you get “invalid” (422), and start over.",
  `While “more” is true, ask again right away. A page has at most ${PAGES.changes} stories, or ${PAGES.maxChanges} with “limit=${PAGES.maxChanges}”.`,
  "“updated” comes with the whole story. Replace what you have.",
  "“removed” means take it down: the story was killed or withheld, has expired, or is no longer licensed to you.",
  `On 429 or 503, wait as many seconds as “Retry-After” says. Your keys share ${RATE.keyReads} requests a minute.`,
];

/** How to follow the wire with a key. The programs are the same files that the tests run. */
export const StartDocs = ({ origin }: { origin: string }) => (
  <>
    <h3 id="start">Follow the wire in {inWords(DOCS.startMinutes)} minutes</h3>
    <ol>
      <li>
        Get a key with the <code>read</code> scope at <a href="/publisher/keys">Keys</a>. No account yet?{" "}
        <a href="/apply">Apply</a>. Without a key, the same requests return what is open to everyone.
      </li>
      <li>Save one of these programs.</li>
      <li>
        Run it every minute. It keeps a folder of stories, with the full text that your key opens, and stops once it is
        up to date.
      </li>
    </ol>
    <Source name="How to run it" text={`export WIRE=${origin}\nexport KEY=cw_…\nbash follow.sh`} />
    <Samples samples={SAMPLES} />
    <p>What each program does, and yours should do, too:</p>
    <ul>
      {RULES.map((rule) => (
        <li>{rule}</li>
      ))}
    </ul>
    <p>
      A typed client for TypeScript: <code>npx openapi-typescript {origin}/openapi.json -o wire.d.ts</code>.
    </p>
  </>
);
