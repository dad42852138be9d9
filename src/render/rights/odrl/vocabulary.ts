/** The role of our own term in ODRL: an action, a left operand, a concept or a property. */
export type Kind = "action" | "leftOperand" | "concept" | "property";
export type Term = { kind: Kind; label: string; definition: string };

const action = (label: string, definition: string): Term => ({ kind: "action", label, definition });
const operand = (label: string, definition: string): Term => ({ kind: "leftOperand", label, definition });
const concept = (label: string, definition: string): Term => ({ kind: "concept", label, definition });

/**
 * The terms that ODRL lacks for newsroom licenses. `/ns` documents them, as ODRL 2.2 §4 (profiles) requires; offers use no
 * other terms from outside ODRL and TDMRep.
 */
export const VOCABULARY: Readonly<Record<string, Term>> = {
  republish: action("Republish", "Publish the full text of the story."),
  quote: action("Quote", "Quote short passages."),
  link: action("Link", "Link to the story."),
  editForStyle: action("Edit for style", "Adapt times, places and spelling to house style."),
  materialEdit: action("Edit materially", "Make changes that go beyond times, places and house style."),
  changeHeadline: action("Change the headline", "Give the story a different headline."),
  shorten: action("Shorten", "Leave parts of the story out."),
  showAds: action("Show ads", "Show ads on the page where a copy appears."),
  sellAdsAgainst: action("Sell ads against", "Sell advertising against this story in particular."),
  chargeReaders: action("Charge readers", "Put a copy behind a paywall."),
  importAutomatically: action("Import automatically", "Import stories without picking them one by one."),
  frame: action("Frame", "Show the original's page in a frame."),
  aiInput: action("Input to AI", "Use the text as input for generated answers."),
  aiTrain: action("Train AI", "Train AI models on the text."),
  aiUse: action("Other AI use", "Use the text for AI in any other way, now or in the future."),
  showByline: action("Show the byline", "Show the author's name exactly as written."),
  showAffiliation: action("Show the affiliation", "Show the author's affiliation."),
  showFirstPublished: action("Show where it first ran", "Say where the story was first published."),
  linkToOriginal: action("Link to the original", "Link to the original article or its publication."),
  showLogo: action("Show the logo", "Show the publication's logo."),
  showLicence: action("Name the license", "Name the license, with a link to its terms."),
  keepNote: action("Keep the note", "Keep the fixed text at the end of the story."),
  creditPartners: action("Credit partners", "Credit the newsrooms that reported the story together."),
  keepCopyrightNotice: action("Keep the copyright notice", "Keep the line that gives the rights holder and the year."),
  indicateChanges: action("Indicate changes", "Say that the text was changed, and how."),
  shareAlike: action("Share alike", "Publish a changed version under the same license."),
  markForSearch: action("Mark for search engines", "Tell search engines where the original is."),
  takeWhole: action("Take it whole", "Publish the full story only."),
  keepLinks: action("Keep links", "Keep the links in the text."),
  keepEmbeds: action("Keep embeds", "Keep embedded media."),
  keepCallsToAction: action("Keep calls to action", "Keep calls to subscribe, donate or send tips."),
  nameAddedReporting: action("Credit added reporting", "Credit anyone who added reporting of their own."),
  keepBeacon: action("Keep the view counter", "Keep the view counter in a copy."),
  applyCorrections: action("Apply corrections", "Make corrections to a copy."),
  confirm: action("Confirm", "Confirm that a correction was made or a recall carried out."),
  useWithStory: action("Use with the story", "Use an image only together with its story."),
  useOnce: action("Use once", "Use an image once, together with its story."),
  words: operand("Words", "The number of words taken."),
  paragraphs: operand("Paragraphs", "The number of paragraphs taken, counted from the first."),
  publisherKind: operand(
    "Kind of publisher",
    "newspaper, magazine, broadcaster, digital, newsletter, agency, nonprofit or education.",
  ),
  monthlyAudience: operand("Monthly audience", "Monthly readers."),
  largeAudience: operand("Large audience", "Whether the publisher reaches a large audience, in the desk's judgment."),
  memberOf: operand("Member of", "An organization that the publisher is a member of."),
  listedBy: operand(
    "Listed by",
    "Who lists the publisher: an association, identified by its site, whose trust.txt names the publisher as a member; or a directory, identified by its page, that links to the publisher.",
  ),
  home: operand("Home", "The country where the publisher is based (ISO 3166-1 alpha-2)."),
  accredited: operand("Accredited", "Whether the publisher is an accredited news organization."),
  local: operand("Local", "Whether the publisher serves a local community."),
  evidence: operand("Evidence", "Whether the publisher has given the source of its audience figure."),
  shownWithin: operand("Shown within", "The time since the publisher's eligibility was last confirmed."),
  sincePublished: operand("Since published", "The time since the story was first published."),
  notAmong: operand("Not among", "A description of publishers that are never eligible."),
  decidedBy: operand("Decided by", "Who decides on eligibility: the rules (automatic) or the desk."),
  place: concept(
    "Place",
    "place- followed by an ISO 3166 code, such as place-US or place-US-CA: the country or subdivision with that code.",
  ),
  withdrawal: concept("Withdrawal", "A story is withdrawn, meaning killed or withheld."),
  correction: concept("Correction", "A story is corrected."),
  hash: {
    kind: "property",
    label: "Hash",
    definition: "SHA-256, in hex, of the license's terms and clauses in the canonical form of RFC 8785.",
  },
};
