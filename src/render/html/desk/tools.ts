import type { Site } from "../../site.ts";
import type { Tools } from "../kit/tools.tsx";

const PAGES = [
  ["/desk/articles", "Articles"],
  ["/desk", "Publishers"],
  ["/desk/sources", "Sources"],
  ["/desk/recalls", "Recalls"],
  ["/desk/mail", "Mail"],
  ["/desk/people", "People"],
  ["/desk/log", "Log"],
] as const;

/** The header of the desk's pages; `at` is the current tab. */
export const deskTools = (at: (typeof PAGES)[number][0], { masthead, signedIn }: Site): Tools => ({
  name: "Desk",
  subtitle: masthead.publication.name,
  home: "/desk/articles",
  person: signedIn,
  tabs: PAGES.map(([href, label]) => ({ href, label, current: href === at ? "true" : undefined })),
});
