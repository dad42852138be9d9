import type { Site } from "../../site.ts";
import { Name } from "./name.tsx";

export type Tab = { href: string; label: string; current?: "page" | "true" | undefined };

/** Whose tools a page belongs to: an organization or the desk, who is signed in, and the tabs. */
export type Tools = {
  name: string;
  subtitle: string;
  home: string;
  /** There when a person is signed in; who came with a key or token can't sign out. */
  person?: string | undefined;
  tabs: readonly Tab[];
};

/** The top of a page of somebody who is signed in. */
export function ToolsHeader({ name, subtitle, home, person, tabs, site }: Tools & { site: Site }) {
  return (
    <header class="top tools">
      <div class="wrap">
        <div class="bar">
          <Name site={site} href={home}>
            {name}
            <small>{subtitle}</small>
          </Name>
          {person && (
            <form class="row small" method="post" action="/sign-out">
              <span class="quiet">{person}</span>
              <button class="link" type="submit">
                Sign out
              </button>
            </form>
          )}
        </div>
      </div>
      <nav class="sections" aria-label={name}>
        <ul class="links wrap">
          {tabs.map(({ href, label, current }) => (
            <li>
              <a href={href} aria-current={current}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
