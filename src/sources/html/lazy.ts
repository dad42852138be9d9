import { attribute, type Element } from "./tree.ts";

/** Attributes that lazy loaders use in place of `src`. */
const LAZY = /^data-(?:(?:[a-z-]*-)?src|original|lazy|lazyload|url|iframe)$/;

/** Returns the addresses that lazy loaders keep for an element. */
export const lazySources = ({ attrs }: Element): string[] =>
  attrs.filter(({ name }) => LAZY.test(name)).map(({ value }) => value);

/** Returns the addresses of an image in its various sizes. */
export const sizedSources = (element: Element): string[] =>
  ["srcset", "data-srcset"].flatMap((name) =>
    (attribute(element, name) ?? "").split(",").flatMap((each) => each.trim().split(/\s/)[0] || []),
  );
