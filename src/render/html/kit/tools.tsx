import type { Site } from "../../site.ts";
import { Name } from "./name.tsx";

export type Tab = { href: string; label: string; current?: "page" | "true" | undefined };

/** The header of a signed-in page: an organization or the desk, who is signed in, and the tabs. */
export type Tools = {
  name: string;
  subtitle: string;
  home: string;
  /** Set if a person is signed in; visitors with a key or token can't sign out. */
  person?: string | undefined;
  tabs: readonly Tab[];
};

/** The header of a signed-in page. */
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
