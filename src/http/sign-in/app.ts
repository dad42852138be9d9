import { openAudience } from "../auth/audience.ts";
import { sameOrigin } from "../auth/same-origin.ts";
import type { DoorEnv } from "../context.ts";
import { smallBodies } from "../respond/body.ts";
import { noReferrer } from "../respond/no-referrer.ts";
import { signInPages } from "./pages.ts";
import { signOut } from "./sign-out.ts";

/** `/sign-in`: where people request a link, and open it. */
export function signInApp() {
  const app = openAudience<DoorEnv>(noReferrer, sameOrigin, smallBodies);
  signInPages(app);
  return app;
}

/** `/sign-out`: ends a browser's session. */
export function signOutApp() {
  const app = openAudience<DoorEnv>(sameOrigin, smallBodies);
  app.post("/", signOut);
  return app;
}
