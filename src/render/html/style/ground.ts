/** Base styles of every page: type, links, layout helpers, masthead. */
export const GROUND = `
/* Ground */
*, ::before { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: var(--s4); }
ul[class], ol[class] { list-style: none; padding-block: 0; }
ul[class]:not(.wrap), ol[class] { padding-inline: 0; }
ul.dots.dots { list-style: disc; padding-left: 1.1rem; }
ol.dots.dots { list-style: decimal; padding-left: 1.6rem; }
.dots li + li { margin-top: var(--s2); }
body { margin: 0; background: var(--paper); color: var(--ink); font: var(--t3)/1.5 var(--sans); overflow-wrap: break-word; }
h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset, table { margin: 0; }
h1, h2, h3 { line-height: 1.2; text-wrap: pretty; }
h1, .lead h2 { text-wrap: balance; }
h1 { font-size: var(--t5); letter-spacing: -.01em; }
h2 { font-size: var(--t4); }
h3 { font-size: var(--t3); }
p { text-wrap: pretty; }
/* Korean breaks between words, as its papers do; long German words are hyphenated where a column is narrow. */
:lang(ko) { word-break: keep-all; }
:lang(de) { hyphens: auto; hyphenate-limit-chars: 10 4 4; }
:is(.bar, .links, .keys):lang(de), :is(.btn, input, code):lang(de) { hyphens: manual; }
/* No line longer than eyes follow; what stands in a foot or beside a picture has its own width. */
p, .dots, .ways { max-width: 44rem; }
.foot p, .story p { max-width: none; }
a { color: var(--accent); text-underline-offset: .16em; text-decoration-thickness: 1px; }
a:hover { text-decoration: underline 2px; }
img { display: block; max-width: 100%; height: auto; background: var(--wash); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: 0; }
.wrap { max-width: 73rem; margin-inline: auto; padding-inline: var(--s4); }
.skip { position: absolute; left: var(--s4); top: -5rem; z-index: 3; padding: var(--s2) var(--s3); background: var(--ink); color: var(--paper); }
.skip:focus { top: var(--s2); }
.quiet, .meta, figcaption, .help, .dek, .foot, .steps, dt, th { color: var(--quiet); }
.small, .meta, figcaption, .help, .kick, .mark, .error, .links, .foot, .steps, .facts, .pics, .pop > div, .sum dt, table, label, legend, summary { font-size: var(--t2); }
.row, .bar, .links, .keys, .steps { display: flex; flex-wrap: wrap; }
.side, .kit, .two, .half, .pair, .three, .filters, .story, .pics li, .facts, .sum { display: grid; gap: var(--s4); }
.sections, .foot, .story, .ways li, .pics li { border-top: 1px solid var(--line); }
.serif { font-family: var(--serif); }
.flow > * + * { margin-top: var(--s3); }
form.flow > * + * { margin-top: var(--s4); }
.flow > h2:not(:first-child), .flow > * + section:not(.note) { margin-top: var(--s5); }
h2 + ul { margin-top: var(--s2); }
.row a:not(.btn) { padding-block: .15rem; }
.row { align-items: center; gap: var(--s2) var(--s3); }
.push { margin-left: auto; }
code, pre { font-family: var(--mono); font-size: .88em; overflow-wrap: anywhere; }
pre { margin: 0; padding: var(--s3) var(--s4); background: var(--wash); white-space: pre-wrap; }
.docs > h3 { margin-top: var(--s5); }
.docs > h4 { margin-top: var(--s4); }
.source { overflow-x: auto; background: var(--wash); }
.source pre, .source code { white-space: pre; overflow-wrap: normal; }
.source pre { width: max-content; min-width: 100%; }
.source code { font-size: inherit; }
.panel pre, .note pre { background: var(--paper); }
.plain, .rows { list-style: none; padding: 0; }
.rows li { padding-block: var(--s3); border-top: 1px solid var(--line); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

/* Masthead, sections, tabs */
.top { border-bottom: 1px solid var(--line); }
.bar { position: relative; align-items: center; gap: var(--s2) var(--s4); padding-block: var(--s3); }
.name { display: flex; align-items: center; gap: var(--s3); margin-right: auto; font: 700 var(--t4)/1.1 var(--serif); letter-spacing: -.01em; }
.front .name { font-size: var(--t5); }
.name img { width: 2.25rem; background: none; }
.name small { display: block; padding-top: 2px; font: var(--t1)/1.2 var(--sans); letter-spacing: 0; color: var(--quiet); }
.links { gap: 0 var(--s4); }
.links a { display: block; padding-block: .5rem calc(.5rem - 3px); border-bottom: 3px solid transparent; color: inherit; text-decoration: none; }
.links [aria-current] { border-color: var(--accent); font-weight: 650; }
.tools { background: var(--wash); }
.tools .name { font: 650 var(--t3)/1.2 var(--sans); }
main { padding-block: var(--s5) var(--s6); display: block; }
.foot { padding-block: var(--s4) var(--s5); }
.foot .wrap > * + * { margin-top: var(--s2); }
`;
