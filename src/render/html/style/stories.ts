/** Styles of stories, in lists and on their page, and of the marks for their state. */
export const STORIES = `
/* Words of state: never a pill. A shape, a word, a colour. */
.mark::before { content: "○\\a0"; }
.good { color: var(--good); } .good::before { content: "✓\\a0"; }
.care { color: var(--care); } .care::before { content: "▲\\a0"; font-size: .8em; }
.bad { color: var(--bad); } .bad::before { content: "✕\\a0"; }
.new { color: var(--accent); } .new::before { content: "●\\a0"; font-size: .8em; }
.note { max-width: 47rem; padding: var(--s3) var(--s4); background: var(--wash); border-left: 4px solid var(--accent); }
.note.warn { border-color: var(--care); }
.note.stop { border-color: var(--bad); }
.panel { padding: var(--s4); background: var(--wash); }
.panel > h2, .note > h2 { font-size: var(--t3); }
.rule { border-top: 2px solid var(--ink); padding-top: var(--s3); }
.kick { font-weight: 650; color: var(--accent); }
.kick a { text-decoration: none; }
mark { background: var(--hit); color: inherit; padding-inline: 1px; }

/* Stories in lists */
.story h2, .story h3 { font-family: var(--serif); font-size: var(--t4); }
:where(.story :is(h2, h3), .lead h2) a, a:where(.who, .name) { color: inherit; text-decoration: none; }
.hl { font-family: var(--serif); }
.rule > h2 + .story { border: 0; }
.head h1, .lead h2 { font: 700 var(--t6)/1.1 var(--serif); letter-spacing: -.018em; }
.face { display: flow-root; }
.face figure { float: left; max-width: 7rem; margin: 0 var(--s4) var(--s2) 0; }
/* Whole: what is at the edge of a chart is what it is about. */
.lead img { width: 100%; max-height: 34rem; object-fit: contain; }
.dek { font-family: var(--serif); font-size: var(--t4); line-height: 1.42; }
.story { grid-template-columns: minmax(0, 1fr) 6.5rem; row-gap: var(--s2); padding-block: var(--s4); }
.story > div > * + * { margin-top: var(--s1); }
.story .do { grid-column: 1/-1; }
.pages { display: flex; justify-content: space-between; align-items: center; gap: var(--s3); padding-top: var(--s4); border-top: 2px solid var(--ink); }

/* Story */
.side { grid-template-columns: minmax(0, 1fr); }
.head > * + * { margin-top: var(--s3); }
.text { max-width: 44rem; font: clamp(1.125rem, 1.07rem + .25vw, 1.25rem)/1.6 var(--serif); }
figure + .text { margin-top: var(--s4); }
.text > * + * { margin-top: 1.1em; }
.text h2 { margin-top: 1.8em; }
.text blockquote { margin-inline: 0; padding-left: var(--s4); border-left: 3px solid var(--line); }
/* What is written from right to left begins there, and what stands beneath it in other words keeps its own order. */
.dek[dir="rtl"] { margin-left: auto; }
[dir="rtl"] > .head > [dir="ltr"], [dir="rtl"] p[dir="ltr"] { text-align: right; }
[dir="rtl"] > .head > [dir="ltr"] p { margin-left: auto; }
.closed { max-width: 44rem; padding-top: var(--s3); border-top: 1px solid var(--line); }
figcaption { padding-top: var(--s2); }

/* What the terms say */
.three { gap: var(--s5); }
.terms section { border-top: 3px solid var(--c); padding-top: var(--s3); }
.terms h2 { color: var(--c); font-size: var(--t4); }
.may { --c: var(--good); } .must { --c: var(--care); } .not { --c: var(--bad); }
.ticks li { position: relative; padding: .3rem 0 .3rem 1.6rem; }
.ticks li::before { position: absolute; left: 0; color: var(--c); font-weight: 700; content: "✓"; }
a.words { color: inherit; text-decoration: none; }
a.words:hover { text-decoration: underline; }
:target { background: var(--wash); }
.must .ticks li::before { content: "!"; left: .25rem; }
.not .ticks li::before { content: "✕"; }
`;
