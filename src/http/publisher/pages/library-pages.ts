import type { PublisherEnv, Routes } from "../../context.ts";
import { showLibrary } from "./show-library.ts";

/** `/publisher`: the library. */
export function libraryPages(app: Routes<PublisherEnv>): void {
  app.get("/", (c) => showLibrary(c));
}
