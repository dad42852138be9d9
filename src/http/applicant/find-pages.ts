import { findApplication } from "../../commands/publishers/find-application.ts";
import { findApplicationPage, foundApplicationPage } from "../../render/html/publisher/find-application-page.tsx";
import { askByEmail } from "../auth/ask-by-email.ts";
import { withSite } from "../cache/site.ts";
import type { DoorEnv, Routes } from "../context.ts";
import { privatePage } from "../respond/page-response.ts";

const FIND = { form: findApplicationPage, asked: foundApplicationPage, ask: findApplication };

/** `/apply/find`: recovers an application page whose URL was lost. */
export function findPages(app: Routes<DoorEnv>): void {
  app.get("/find", (c) => withSite(c, (site) => privatePage(findApplicationPage({ site, filled: "", mistakes: [] }))));
  app.post("/find", (c) => askByEmail(c, FIND));
}
