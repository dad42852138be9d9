import { attribute, type Element } from "./tree.ts";

/** What late loaders keep an address in, in the place of `src`. */
const LAZY = /^data-(?:(?:[a-z-]*-)?src|original|lazy|lazyload|url|iframe)$/;

/** The addresses that an element has for when it is looked at. */
export const lazySources = ({ attrs }: Element): string[] =>
  attrs.filter(({ name }) => LAZY.test(name)).map(({ value }) => value);

/** The addresses of an image in its several sizes. */
export const sizedSources = (element: Element): string[] =>
  ["srcset", "data-srcset"].flatMap((name) =>
    (attribute(element, name) ?? "").split(",").flatMap((each) => each.trim().split(/\s/)[0] || []),
  );
