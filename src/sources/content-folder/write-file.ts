import { stringify } from "yaml";
import { isSame } from "../../model/canonical-json.ts";
import { parseYaml } from "./front-matter.ts";

/** Fields as YAML, such that reading them gives the same ones: a value that YAML would take for something else is in quotes. */
export function writeYaml(fields: object): string {
  const plain = stringify(fields, { lineWidth: 0 });
  return isSame(parseYaml(plain).data, fields)
    ? plain
    : stringify(fields, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });
}

/** A file with fields at its top, and a text behind them. */
export const writeFile = (fields: object, text: string): string => `---\n${writeYaml(fields)}---\n${text}`;

/** The fields that are there, in the order in which they are documented. */
export const orderFields = (fields: Record<string, unknown>, shape: object): Record<string, unknown> =>
  Object.fromEntries(Object.keys(shape).flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
