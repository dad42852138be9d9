import { namesIn } from "./markdown.ts";

/** A route as Hono writes it, its path with `:name` and `:name{pattern}`. */
export type Route = { method: string; path: string };

/** An address as a document writes it: `{name}` stands for any one segment, a final `…` for one more. */
export type Address = { method: string; path: string };

/**
 * Returns the addresses in the cells of a table, each with its method, or GET. In a cell, `…` at the start of an address repeats
 * the first address there, and an extension such as `.atom` replaces the first one's.
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

/** Whether a route answers an address from a document. */
export const leadsTo = (address: Address, route: Route): boolean =>
  address.method === route.method && patternOf(route.path).test(exampleOf(address.path));

/** Puts `*` in place of every variable segment, so that a route's literal segments don't match it. */
const exampleOf = (path: string): string => path.replaceAll(/\{\w+\}|…$/g, "*");

/** Turns a route's path into a regular expression for examples. Its own patterns contain no braces. */
const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split(/(:\w+(?:\{[^}]*\})?)/)
      .map(partOf)
      .join("")}$`,
  );

const partOf = (part: string): string =>
  part.startsWith(":") ? (/\{([^}]*)\}/.exec(part)?.[1] ?? "\\*[^/]*") : part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
