import { namesIn } from "./markdown.ts";

/** A route as Hono has it, its path with `:name` and `:name{pattern}`. */
export type Route = { method: string; path: string };

/** An address as a document has it: `{name}` stands for a word, `…` at the end for one more. */
export type Address = { method: string; path: string };

/**
 * The addresses in the cells of a table, each with its method, or else read. In a cell, `…` at the start of an address
 * stands for the first one there, and an ending such as `.atom` takes the place of the first one's.
 */
export const addressesIn = (cells: readonly string[]): Address[] =>
  cells.flatMap((cell) => {
    const named = namesIn(cell).map(addressOf);
    const first = named[0]?.path ?? "";
    return named.map(({ method, path }) => ({ method, path: fullPath(path, first) }));
  });

function addressOf(name: string): Address {
  const [, method = "GET", path = ""] = /^(?:([A-Z]+) )?(\S+)$/.exec(name) ?? [];
  return { method, path };
}

function fullPath(path: string, first: string): string {
  if (path.startsWith("…")) return first + path.slice(1);
  return path.startsWith(".") ? first.replace(/\.\w+$/, path) : path;
}

/** Whether an address of a document is answered by a route. */
export const leadsTo = (address: Address, route: Route): boolean =>
  address.method === route.method && patternOf(route.path).test(exampleOf(address.path));

/** `*` in the place of every word that can be any: a route's own words aren't mistaken for one. */
const exampleOf = (path: string): string => path.replaceAll(/\{\w+\}|…$/g, "*");

/** A route's path as a pattern that examples fit. Its own patterns have no braces inside. */
const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split(/(:\w+(?:\{[^}]*\})?)/)
      .map(partOf)
      .join("")}$`,
  );

const partOf = (part: string): string =>
  part.startsWith(":") ? (/\{([^}]*)\}/.exec(part)?.[1] ?? "\\*[^/]*") : part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
