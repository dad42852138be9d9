import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { ROOT } from "./paths.ts";

const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: {
    uri: (text: string) => URL.canParse(text),
    "date-time": (text: string) =>
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(text) &&
      !Number.isNaN(Date.parse(text)),
    "uri-reference": true,
    date: true,
    time: true,
  },
});
// The schema refers to GeoJSON's for places on a map. We send no places and fetch nothing, so any place is rejected.
ajv.addSchema({ $id: "https://geojson.org/schema/GeoJSON.json", not: {} });
const validate = ajv.compile(JSON.parse(readFileSync(join(ROOT, "test/fixtures/ninjs/ninjs-schema_3.1.json"), "utf8")));

/**
 * Validates a document against the IPTC's ninjs 3.1 schema (JSON Schema 2020-12, unknown properties refused); returns its
 * mistakes.
 */
export function ninjsMistakes(document: unknown): string[] {
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}
