import type { Site } from "../../site.ts";
import type { Tools } from "../kit/tools.tsx";

export const PUBLISHER_TABS = {
  library: { href: "/publisher", label: "Library" },
  agreements: { href: "/publisher/agreements", label: "Agreements" },
  keys: { href: "/publisher/keys", label: "Keys" },
  delivery: { href: "/publisher/delivery", label: "Delivery" },
  team: { href: "/publisher/team", label: "Team" },
  account: { href: "/publisher/account", label: "Account" },
} as const;
export type PublisherTab = keyof typeof PUBLISHER_TABS;

/** The header of a publisher's pages: the publisher, who is signed in, and the tabs. */
export const publisherTools = (organization: string, { masthead, signedIn }: Site, at?: PublisherTab): Tools => ({
  name: organization,
  subtitle: `Publisher account at ${masthead.publication.name}`,
  home: PUBLISHER_TABS.library.href,
  person: signedIn,
  tabs: Object.entries(PUBLISHER_TABS).map(([tab, { href, label }]) => ({
    href,
    label,
    current: tab === at ? ("page" as const) : undefined,
  })),
});
