import { openAudience } from "../auth/audience.ts";
import { sameOrigin } from "../auth/same-origin.ts";
import type { DoorEnv } from "../context.ts";
import { smallBodies } from "../respond/body.ts";
import { noReferrer } from "../respond/no-referrer.ts";
import { mailLinkPages } from "./link-pages.ts";

/** `/mail`: where links in mails go. Opening one changes nothing: only the button on its page does. */
export function mailApp() {
  const app = openAudience<DoorEnv>(noReferrer, sameOrigin, smallBodies);
  mailLinkPages(app);
  return app;
}
