/** Styles of tables, facts and figures. */
export const RECORDS = `
/* Tables of work, facts, figures */
table { width: 100%; border-collapse: collapse; }
th { font-size: var(--t1); white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: .65rem var(--s4) .65rem 0; border-bottom: 1px solid var(--line); }
td > time { white-space: nowrap; }
.who { font-size: var(--t3); font-weight: 650; line-height: 1.3; }
.facts { overflow-wrap: anywhere; row-gap: var(--s1); }
.sum { grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); padding-block: var(--s3); border-block: 1px solid var(--line); }
.sum div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.sum dd { font-size: var(--t5); font-weight: 650; line-height: 1.1; font-variant-numeric: tabular-nums; }
.copy { max-height: 24rem; overflow: auto; padding: var(--s4); border: 1px solid var(--edge); background: var(--paper); }
.copy h2 { font: 700 var(--t5)/1.15 var(--serif); }
.keys { gap: var(--s1); padding: var(--s1); border: 1px solid var(--edge); border-bottom: 0; border-radius: var(--r) var(--r) 0 0; }
.keys button { min-width: 2.25rem; min-height: 2.25rem; padding: 0 .55rem; border-color: transparent; background: none; }
.keys button:hover { border-color: var(--edge); }
.keys + textarea { margin: 0; border-radius: 0 0 var(--r) var(--r); }
.pics li { grid-template-columns: 6.5rem minmax(0, 1fr); padding-block: var(--s3); }
.story img, .pics img { width: 100%; max-height: 9rem; object-fit: contain; align-self: start; }
.stays { width: 100%; aspect-ratio: 3/2; border: 1px dashed var(--edge); }
.steps { gap: var(--s1) var(--s4); }
.steps [aria-current] { color: var(--ink); font-weight: 650; }
.narrow { max-width: 34rem; }
.mid, .dek { max-width: 44rem; }
.gap { margin-top: var(--s5) !important; }
.title { font-size: var(--t5); font-weight: 700; line-height: 1.15; }
.one { display: block; }
.paper { display: none; }
.blank { max-width: 34rem; padding: var(--s5) var(--s4); border: 1px dashed var(--edge); }
`;
