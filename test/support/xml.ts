import { SaxesParser } from "saxes";

/** Returns a document's elements in order, as `{namespace}name` with depth. Throws if the XML isn't well-formed. */
export function elementsOf(xml: string): string[] {
  const elements: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  let depth = 0;
  parser.on("opentag", ({ uri, local }) => elements.push(`${depth++} {${uri}}${local}`));
  parser.on("closetag", () => depth--);
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  return elements;
}

/** Returns the prefixes that a document uses for elements of a namespace; an empty one for the default namespace. */
export function prefixesOf(xml: string, namespace: string): string[] {
  const prefixes = new Set<string>();
  const parser = new SaxesParser({ xmlns: true });
  parser.on("opentag", ({ uri, prefix }) => {
    if (uri === namespace) prefixes.add(prefix);
  });
  parser.write(xml).close();
  return [...prefixes];
}
