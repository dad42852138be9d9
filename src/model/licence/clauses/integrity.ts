import { z } from "zod";
import { type Clause, describeDuty, describeFact, describePermission, duty, permission } from "../clause.ts";

/** How far a copy may differ from the story. */
export const integrityFields = {
  edits: z.enum(["none", "style", "any"]).describe("`none`, `style` (times, places and house style) or `any`."),
  headline: permission.describe("Changing the headline."),
  shortening: permission.describe("Shortening the story."),
  extent: z
    .enum(["whole", "part"])
    .describe("Whether only the `whole` story may be used, or a `part` may be used on its own."),
  links: duty.describe("Keeping the links in the text."),
  embeds: duty.describe("Keeping embedded media."),
  callsToAction: duty.describe("Keeping calls to subscribe, donate or send tips."),
  additionalReporting: duty.describe("Crediting added reporting."),
  indicateChanges: duty.describe("Saying that the text was changed, and how."),
  shareAlike: duty.describe("Publishing a changed version under the same license."),
};
export const Integrity = z.object(integrityFields).partial();
export type Integrity = z.infer<typeof Integrity>;

const EDITS = { none: "deny", style: "allow", any: "allow" } as const;
const EDIT_WORDS = {
  none: "change the text",
  style: "adapt times, places and spelling to your house style, but change nothing else except as these terms allow",
  any: "edit the text",
} as const;

const EXTENT = {
  whole: "Only the full story may be published.",
  part: "The story may be published in full or in part.",
} as const;

/** The clauses about changes. */
export const integrityClauses = (integrity: Integrity): Clause[] => [
  ...editsClause(integrity.edits),
  ...describePermission("integrity.headline", integrity.headline, "change the headline", true),
  ...describePermission("integrity.shortening", integrity.shortening, "shorten the story", true),
  ...describeFact("integrity.extent", integrity.extent, EXTENT[integrity.extent ?? "part"], true),
  ...describeDuty("integrity.links", integrity.links, "keep the links in the text", true),
  ...describeDuty("integrity.embeds", integrity.embeds, "keep embedded media", true),
  ...describeDuty(
    "integrity.callsToAction",
    integrity.callsToAction,
    "keep our calls to subscribe, donate or send tips",
    true,
  ),
  ...describeDuty(
    "integrity.additionalReporting",
    integrity.additionalReporting,
    "say “Additional reporting by …” where you added reporting of your own",
  ),
  ...describeDuty("integrity.indicateChanges", integrity.indicateChanges, "say what you changed in the text"),
  ...describeDuty("integrity.shareAlike", integrity.shareAlike, "publish a changed version only under this license"),
];

const editsClause = (edits: Integrity["edits"]): Clause[] =>
  edits === undefined
    ? []
    : describePermission("integrity.edits", EDITS[edits], EDIT_WORDS[edits], edits !== "any").map((clause) => ({
        ...clause,
        value: edits,
      }));
