import { quoteValue } from "../../model/mistake.ts";
import { propertiesOf } from "./direction.ts";
import { publishEmbed, titleOf } from "./embeds.ts";
import { fragmentLink, wantedId } from "./footnotes.ts";
import { formatsIn } from "./formats.ts";
import { meantAddress } from "./google-docs.ts";
import { fragmentIn, mediaAddress, targetOf } from "./links.ts";
import { isPostLink } from "./placeholders.ts";
import { type Format, within } from "./run.ts";
import type { Context, Handler, State } from "./state.ts";
import { attribute, type Element } from "./tree.ts";

/** Publishes a link. A link that leads nowhere is unwrapped, keeping its words; one without words is removed. */
export const anchor: Handler = (element, context, state) => {
  const { out, account, survey } = state;
  const href = attribute(element, "href");
  const address = href === undefined ? undefined : leadsTo(element, href, state);
  const before = out.visibleWrites;
  walkLink(element, address, context, state);
  if (address === undefined || href === undefined || out.visibleWrites !== before) return;
  if (isPostLink(element) && mediaAddress(address, state) !== undefined)
    return publishEmbed(element, { address, title: titleOf(element) }, context, state);
  if (survey.pictured.has(element)) account.unwrapped(element, { reason: "link around picture", address: href });
  else account.removed(element, { reason: "empty link", address: href, words: 0, text: "" });
};

function walkLink(element: Element, address: string | undefined, context: Context, state: State): void {
  const { out, survey } = state;
  const look = survey.looks.get(element) ?? {};
  const { title, ...properties } = propertiesOf(element, "a", look);
  const id = wantedId(element, state);
  if (id !== undefined && !survey.wordy.has(element)) out.id(id);
  else if (id !== undefined) properties.id = id;
  const { isHeading } = context;
  const styled = formatsIn(context.formats, {
    tag: "",
    properties: address === undefined ? properties : {},
    look,
    isHeading,
  });
  const link: Format = { tag: "a", properties: { href: address, ...(title ? { title } : {}), ...properties } };
  if (look.display === "block") out.boundary();
  state.walk(element, { ...context, formats: address === undefined ? styled : within(styled, link) });
  if (look.display === "block") out.boundary();
}

/** Returns the address that a link leads to; undefined, with a report, if it leads nowhere. */
function leadsTo(element: Element, href: string, state: State): string | undefined {
  const id = fragmentIn(href, state);
  if (id !== undefined && state.survey.ids.has(id)) return fragmentLink(id, element, state);
  // `data-wire` marks a link to one of the wire's own stories; it resolves against the wire, wherever the text first ran.
  const base = attribute(element, "data-wire") === undefined ? state.base : state.origin;
  const target = targetOf(href, { base, origin: state.origin });
  if (target.kind === "none") state.account.unwrapped(element, { reason: target.reason, address: href });
  if (target.kind === "not here") state.mistakes.push(notHere(state.field, href));
  if (target.kind !== "address") return undefined;
  const meant = meantAddress(target.href);
  if (target.isMended || meant !== target.href)
    state.account.replaced(element, { reason: "mended link", address: meant, words: 0 });
  return meant;
}

const notHere = (field: string, href: string) => ({
  field,
  value: quoteValue(href) ?? "",
  problem: "links to a page that isn't on the wire",
  allowed: "a full address, such as https://www.example.org/page; or `canonical`, the page where the story first ran",
});
