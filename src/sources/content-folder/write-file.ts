import { stringify } from "yaml";
import { isSame } from "../../model/canonical-json.ts";
import { parseYaml } from "./front-matter.ts";

/** Writes fields as YAML that reads back the same: values that YAML would take for something else are quoted. */
export function writeYaml(fields: object): string {
  const plain = stringify(fields, { lineWidth: 0 });
  return isSame(parseYaml(plain).data, fields)
    ? plain
    : stringify(fields, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });
}

/** Writes a file with fields at the top and a text after them. */
export const writeFile = (fields: object, text: string): string => `---\n${writeYaml(fields)}---\n${text}`;

/** Returns the fields that are set, in the order in which they are documented. */
export const orderFields = (fields: Record<string, unknown>, shape: object): Record<string, unknown> =>
  Object.fromEntries(Object.keys(shape).flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
