/** The pages' one style sheet: both colour schemes, from a phone up, without a web font. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fdfcf9, #14171b);
  --panel: light-dark(#f3f0e8, #1d2127);
  --ink: light-dark(#1c1f23, #e9e6df);
  --quiet: light-dark(#5a5f66, #a5abb3);
  --line: light-dark(#dad5c8, #343a43);
  --accent: light-dark(#0b5c7a, #7cc4e0);
  --size: 1.0625rem;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Noto Serif", "Source Serif 4", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
:root:has(#size-large:checked) { --size: 1.25rem; }
:root:has(#size-largest:checked) { --size: 1.5rem; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: var(--size)/1.6 var(--sans); overflow-wrap: break-word; }
a { color: var(--accent); text-underline-offset: 0.15em; text-decoration-thickness: 0.06em; }
a:hover { text-decoration-thickness: 0.14em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.6rem 1rem; background: var(--ink); color: var(--ground); z-index: 1; }
.skip:focus { top: 0.5rem; }
.wide { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
.top { border-bottom: 1px solid var(--line); }
.top .wide { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.5rem; padding-block: 0.9rem; }
.brand { display: flex; align-items: center; gap: 0.7rem; font-family: var(--serif); font-weight: 700; color: inherit; text-decoration: none; margin-right: auto; }
.brand img { width: 2.5rem; height: auto; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0; padding: 0; }
nav a { display: inline-block; padding: 0.35rem 0; }
main.wide { padding-block: 2rem 4rem; }
h1, h2, h3 { font-family: var(--serif); line-height: 1.18; text-wrap: balance; margin: 2.2em 0 0.5em; }
h1 { font-size: clamp(1.9rem, 1.2rem + 3vw, 3rem); margin-top: 0.3em; letter-spacing: -0.01em; }
h2 { font-size: 1.5rem; }
h3 { font-size: 1.2rem; margin-top: 1.4em; }
.lede { font-size: 1.2em; max-width: 46rem; color: var(--quiet); }
.columns { display: grid; gap: 2rem 3.5rem; }
@media (min-width: 56rem) { .columns { grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr); } }
.columns > * { min-width: 0; }
.story { border-top: 1px solid var(--line); padding: 1.1rem 0 1.3rem; }
.story h3 { margin: 0.25rem 0 0.4rem; font-size: 1.35rem; }
.story h3 a { color: inherit; text-decoration: none; }
.story h3 a:hover { text-decoration: underline; }
.story p { margin: 0.3rem 0; }
.kicker { font-size: 0.8em; font-weight: 600; letter-spacing: 0.04em; text-transform: uppercase; color: var(--quiet); margin: 0; }
.kicker a { color: inherit; }
.quiet, figcaption, .times { color: var(--quiet); font-size: 0.88em; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: 0.5rem; padding: 1.1rem 1.3rem; margin: 1.5rem 0; }
.panel h2 { margin: 0 0 0.4rem; font-size: 1.2rem; }
.panel > :last-child { margin-bottom: 0; }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; padding: 0.05rem 0.7rem; font-size: 0.8em; color: var(--quiet); }
.feeds { list-style: none; margin: 0; padding: 0; }
.feeds li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 1rem; padding: 0.5rem 0; border-top: 1px solid var(--line); }
.feeds .name { margin-right: auto; }
.formats { display: inline-flex; gap: 0.9rem; font-size: 0.9em; }
.formats a { padding: 0.3rem 0; }
article.full { max-width: 44rem; margin: 0 auto; }
.byline { margin: 1.2rem 0; padding: 0.9rem 0; border-block: 1px solid var(--line); }
.byline p { margin: 0.15rem 0; }
.text { font-family: var(--serif); font-size: 1.1em; line-height: 1.7; }
.text blockquote { margin: 1.5rem 0; padding-left: 1.2rem; border-left: 3px solid var(--accent); font-style: italic; }
figure { margin: 1.8rem 0; }
figcaption { font-family: var(--sans); padding-top: 0.5rem; }
img { max-width: 100%; height: auto; }
figure img { display: block; border-radius: 0.25rem; background: #fff; }
table { border-collapse: collapse; font-family: var(--sans); font-size: 0.9em; }
.scroll { overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid var(--line); }
code, pre { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: 0.88em; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.8rem; background: var(--panel); }
.sides { display: grid; gap: 1rem; margin: 2rem 0; }
@media (min-width: 44rem) { .sides { grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); } }
.sides section { border: 1px solid var(--line); border-top: 0.3rem solid var(--side); border-radius: 0.5rem; padding: 0.9rem 1.1rem; background: var(--panel); }
article.terms { max-width: 60rem; margin: 0 auto; }
.terms .text, .terms .rest { max-width: 44rem; }
a.plain { color: inherit; text-decoration: none; }
a.plain:hover { text-decoration: underline; }
.sides h2 { margin: 0 0 0.4rem; font-size: 1.1rem; }
.sides ul, .rest ul { margin: 0; padding-left: 1.1rem; }
.sides li, .rest li { margin: 0.35rem 0; }
.may { --side: light-dark(#2e7d4f, #6fcf97); }
.must { --side: light-dark(#b7791f, #f2c14e); }
.not { --side: light-dark(#b23b3b, #f28b82); }
.rest h2, .clauses h2 { font-size: 1.2rem; margin: 2rem 0 0.4rem; }
.clauses h3 { font-size: 1rem; margin: 0 0 0.3rem; }
.groups { font-size: 0.9em; }
.groups section { break-inside: avoid; padding-bottom: 1.4rem; }
@media (min-width: 56rem) { .groups { columns: 2; column-gap: 3rem; } }
.clauses ul { list-style: none; margin: 0; padding: 0; }
.clauses li { border-top: 1px solid var(--line); padding: 0.4rem 0; }
.clauses li:target { background: var(--panel); }
.clauses code { color: var(--quiet); font-size: 0.75em; overflow-wrap: anywhere; }
.field { margin: 1.1rem 0; border: 0; padding: 0; }
.field > label:not(.choice), .field > legend { display: block; font-weight: 600; padding: 0; }
.field p { margin: 0.15rem 0 0.3rem; }
.choice { display: block; padding: 0.25rem 0; }
input:not([type="checkbox"]):not([type="radio"]), select, textarea { width: 100%; max-width: 34rem; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: 0.3rem; padding: 0.5rem 0.6rem; }
button { font: inherit; font-weight: 600; color: var(--ground); background: var(--accent); border: 0; border-radius: 0.3rem; padding: 0.6rem 1.2rem; margin: 0.4rem 0.5rem 0.4rem 0; cursor: pointer; }
textarea { max-width: 44rem; display: block; line-height: 1.5; }
.code textarea { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: 0.88em; }
button.grave, a.grave { background: light-dark(#a02020, #ff9b93); color: var(--ground); }
a.grave { display: inline-block; font-weight: 600; text-decoration: none; border-radius: 0.3rem; padding: 0.6rem 1.2rem; }
.desk-nav { border-bottom: 1px solid var(--line); margin-bottom: 1.2rem; padding-bottom: 0.4rem; font-size: 0.9em; }
.desk-nav [aria-current] { color: inherit; font-weight: 700; text-decoration: none; }
.rows { list-style: none; margin: 1rem 0; padding: 0; }
.rows li { border-top: 1px solid var(--line); padding: 0.6rem 0; }
.rows p { margin: 0; }
.actions details { border-top: 1px solid var(--line); padding: 0.4rem 0; }
.actions summary { font-weight: 600; }
.pair { display: flex; flex-wrap: wrap; align-items: end; gap: 0 1rem; }
.pair .field { margin: 0.4rem 0; min-width: 8rem; }
.diff { border-left: 3px solid var(--line); padding: 0.2rem 0 0.2rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font-family: var(--serif); line-height: 1.7; }
.diff ins { background: light-dark(#d3f0dc, #16402a); text-decoration-thickness: 0.06em; }
.diff del { background: light-dark(#fbdcda, #50211f); }
.diff code { color: var(--quiet); }
.diff ins code, .diff del code { color: inherit; }
.diff details { white-space: normal; }
.diff details > div { white-space: pre-wrap; }
.wrong { color: light-dark(#a02020, #ff9b93); font-weight: 600; }
.wrong-panel { border-left: 0.3rem solid light-dark(#b23b3b, #f28b82); }
.reasons { list-style: none; padding: 0; }
.reasons li { padding: 0.3rem 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.hash { overflow-wrap: anywhere; }
summary { cursor: pointer; padding: 0.4rem 0; }
dl { display: grid; gap: 0.2rem 1.5rem; }
@media (min-width: 34rem) { dl { grid-template-columns: minmax(7rem, max-content) 1fr; row-gap: 0.5rem; } }
dt { font-weight: 600; }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.sizes { border: 0; padding: 0; margin: 0 0 0 auto; display: flex; align-items: baseline; gap: 0.2rem; }
.sizes legend { float: left; padding: 0 0.6rem 0 0; font-size: 0.85em; color: var(--quiet); }
.sizes label { padding: 0.2rem 0.55rem; border-radius: 0.3rem; cursor: pointer; }
.sizes input { position: absolute; opacity: 0; }
.sizes label:has(:checked) { background: var(--panel); outline: 1px solid var(--line); }
.sizes label:has(:focus-visible) { outline: 3px solid var(--accent); }
.sizes label:nth-of-type(2) { font-size: 1.2em; }
.sizes label:nth-of-type(3) { font-size: 1.45em; }
.bottom { border-top: 1px solid var(--line); background: var(--panel); }
.bottom .wide { padding-block: 1.5rem 2.5rem; font-size: 0.9rem; }
.bottom p { margin: 0.3rem 0; }
@media print { .top, .bottom, .skip, .sizes { display: none; } }
`;
