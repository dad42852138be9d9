import { Metadata } from "../../../contract/metadata.ts";
import { Withdrawal } from "../../../contract/withdrawal.ts";
import { Members } from "./docs-parts.tsx";

const membersOf = (shape: Readonly<Record<string, { description?: string | undefined }>>) =>
  Object.entries(shape).map(([name, { description = "" }]) => [name, description] as const);

/** The members of `_commonwire`, and what replaces it for a story that is gone. */
export const MetadataDocs = () => (
  <>
    <h3 id="commonwire">_commonwire</h3>
    <p>
      JSON Feed has no field for licenses, so each item has an extra object. In the API, the same object is{" "}
      <code>metadata</code>.
    </p>
    <Members label="Members of _commonwire" head={["Member", "What it says"]} rows={membersOf(Metadata.shape)} />
    <p>
      RSS and Atom say the same thing with Dublin Core and Media RSS elements. A picture’s own license is{" "}
      <code>cw:licence</code> inside <code>media:content</code>, with <code>href</code> and <code>resyndication</code>.
      Its namespace is <a href="/ns">/ns</a>. A story that is gone is an item whose <code>dcterms:valid</code> has
      ended.
    </p>
    <h4 id="withdrawn">Stories that are gone</h4>
    <p>
      For a story that is gone, <code>_commonwire</code> has these members instead, in feeds and in /withdrawn.json.
      Feeds with a key also list stories that are withheld, have expired or are no longer licensed to you.
    </p>
    <Members
      label="Members for a story that is gone"
      head={["Member", "What it says"]}
      rows={membersOf(Withdrawal.shape)}
    />
  </>
);
