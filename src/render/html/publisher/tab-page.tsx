import type { Child } from "hono/jsx";
import type { Site } from "../../site.ts";
import { page } from "../kit/page.tsx";
import { type FlashMessage, FlashNotice } from "./flash.tsx";
import { PUBLISHER_TABS, type PublisherTab, publisherTools } from "./tools.ts";

/** The publisher whose page it is, and what just happened there. */
export type TabFrame = { organization: string; site: Site; flash?: FlashMessage };

/** Renders a tab of a publisher's pages. */
export const tabPage = (tab: PublisherTab, { organization, site, flash }: TabFrame, children: Child): string =>
  page({
    site,
    title: `${PUBLISHER_TABS[tab].label}: ${organization}`,
    feeds: [],
    tools: publisherTools(organization, site, tab),
    children: (
      <div class="flow">
        <h1>{PUBLISHER_TABS[tab].label}</h1>
        {flash && <FlashNotice flash={flash} />}
        {children}
      </div>
    ),
  });
