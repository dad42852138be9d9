import { inWords } from "../../../model/in-words.ts";
import { KEY_WATCH } from "../../../model/policy.ts";
import { KEY_SCOPES, SCOPE_MEANINGS } from "../../../model/publisher/scope.ts";
import { Members } from "./docs-parts.tsx";

/** How to send a key, what it may do, and how it is kept safe. The wire's User-Agent links here. */
export const KeyDocs = () => (
  <>
    <h3 id="keys">Keys</h3>
    <p>
      Send a key as <code>Authorization: Bearer cw_…</code>. Under <code>/licensed/</code>, feed readers can also send
      it as the password in HTTP Basic. A key has a scope, and each scope includes those before it. A key in an address
      (<code>/k/…</code>) opens feeds only, and must be a feed-only key with the <code>read</code> scope.
    </p>
    <Members
      label="Key scopes"
      head={["Scope", "What it opens"]}
      rows={KEY_SCOPES.map((scope) => [scope, SCOPE_MEANINGS[scope]])}
    />
    <p>
      Terms for keys: keep them out of pages, feeds and addresses that others can read. Once a day, we check whether one
      has ended up there. We read the robots.txt of each of a publisher’s verified domains, then at most{" "}
      {inWords(KEY_WATCH.requests)} pages that it allows: <code>/feed/</code>, the home page, and a feed that the home
      page links to. Our User-Agent begins with <code>Commonwire-Keys</code>. We revoke any key we find at once, and its
      publisher and our desk can see which page it was on. We keep nothing else from the page.
    </p>
  </>
);
