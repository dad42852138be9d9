const PAGES = [
  ["/desk", "Publishers"],
  ["/desk/articles", "Articles"],
  ["/desk/recalls", "Recalls"],
] as const;

/** The way between the pages of the desk; `at` is the one that this page belongs to. */
export function DeskNav({ at }: { at: (typeof PAGES)[number][0] }) {
  return (
    <nav class="desk-nav" aria-label="Desk">
      <ul>
        {PAGES.map(([href, label]) => (
          <li>
            <a href={href} aria-current={href === at ? "true" : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
