/** Styles that depend on the screen's width. */
export const SCREENS = `
/* A phone: tables become records, the label goes with each value. A story's own tables have no labels, so they stay tables. */
@media (max-width: 37.5rem) {
  .sections .links { column-gap: var(--s3); }
  table:not(.text *) { &, tbody, tr, td { display: block; } }
  table:not(.text *) thead { display: none; }
  table:not(.text *) tr { padding-block: var(--s3); border-bottom: 1px solid var(--line); }
  table:not(.text *) td { padding-block: .15rem; padding-right: 0; border: 0; }
  td[data-l] { position: relative; padding-left: 6.5rem; }
  .text :is(th, td) { padding-right: var(--s2); white-space: normal; overflow-wrap: anywhere; }
  td > time, td :is(button, .btn) { white-space: normal; }
  td[data-l]::before { content: attr(data-l); position: absolute; left: 0; color: var(--quiet); }
}
@media (min-width: 37.5rem) {
  .facts { grid-template-columns: max-content 1fr; row-gap: var(--s2); }
  .pair { grid-template-columns: repeat(2, minmax(0, 1fr)); align-items: start; }
  .pop { position: relative; }
  .pop > div { inset: 100% 0 auto auto; width: 23rem; }
  .story { grid-template-columns: minmax(0, 1fr) 11rem; }
  .story.work { grid-template-columns: 8rem minmax(0, 1fr) max-content; }
  .story.work.plain { grid-template-columns: minmax(0, 1fr) max-content; }
  .work .do { grid-column: auto; }
  .work img { order: -1; }
}
@media (min-width: 56rem) {
  .filters { grid: auto / auto-flow minmax(0, 1fr); grid-template-columns: 2fr; }
  .filters > :is(:first-child, button) { grid-column: auto; }
  .side, .kit { grid-template-columns: minmax(0, 1fr) 18rem; gap: var(--s5) var(--s6); align-items: start; }
  .read { grid-template-columns: minmax(0, 44rem) 18rem; justify-content: space-between; }
  .side > .all { grid-column: 1/-1; }
  .half { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--s5); align-items: start; }
  .two { grid-template-columns: minmax(0, 1.5fr) minmax(0, 1fr); gap: var(--s5); align-items: start; }
  .side > .rail { grid-column: 2; grid-row: 2; }
  .three { grid-template-columns: repeat(3, 1fr); }
  .kit { grid-template-rows: auto 1fr; }
  .kit > .must { grid-column: 2; }
  .kit > .copying { grid-column: 1; grid-row: 1/3; }
  .kit .three { grid-template-columns: 1fr; gap: var(--s4); }
  .stick { position: sticky; top: var(--s4); }
}
`;
