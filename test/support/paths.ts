import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root, wherever it was cloned to. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
