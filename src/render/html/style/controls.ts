/** Styles of controls: buttons, fields, folds. */
export const CONTROLS = `
/* Controls */
button, .btn { display: inline-flex; align-items: center; justify-content: center; min-height: var(--tap); padding: .3rem .9rem; font: 600 var(--t2)/1.25 var(--sans); color: var(--ink); background: var(--paper); border: 1px solid var(--edge); border-radius: var(--r); text-decoration: none; white-space: nowrap; cursor: pointer; }
button:hover, .btn:hover { border-color: currentColor; text-decoration: none; }
.go { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
.go:hover { box-shadow: inset 0 -3px rgb(0 0 0/.25); }
.grave { color: #fff; background: var(--grave); border-color: var(--grave); }
.big { min-height: 3rem; padding-inline: 1.4rem; font-size: var(--t3); }
.wide { width: 100%; }
.link { min-height: 0; padding: 0; border: 0; background: none; color: var(--accent); font-weight: 400; text-decoration: underline; text-underline-offset: .16em; }
button:disabled { color: var(--quiet); background: var(--wash); border: 1px dashed var(--edge); cursor: not-allowed; }
label, legend, summary, .error, .mark { font-weight: 600; }
.field, legend { border: 0; padding: 0; min-width: 0; }
.field > * + * { margin-top: var(--s1); }
.field label, .field legend { display: block; }
.pick, .field .pick { display: flex; gap: var(--s2); align-items: baseline; padding-block: .3rem; font-weight: 400; font-size: inherit; }
.pick input { flex: none; width: 1.1rem; height: 1.1rem; margin: 0; translate: 0 .15rem; accent-color: var(--accent); }
input:not([type=checkbox], [type=radio]), select, textarea { width: 100%; min-height: var(--tap); padding: .4rem .6rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: var(--r); }
input[type=file] { border-style: dashed; }
textarea { display: block; resize: vertical; line-height: 1.55; }
.code { font: var(--t1)/1.5 var(--mono); overflow-wrap: anywhere; }
.code label { font-family: var(--sans); }
[aria-invalid=true] { border: 2px solid var(--bad) !important; }
.error { color: var(--bad); }
.filters { gap: var(--s3); align-items: end; grid-template-columns: repeat(2, minmax(0, 1fr)); padding-block: var(--s3); border-block: 1px solid var(--line); }
.filters > :is(:first-child, button) { grid-column: 1/-1; }
form.flow, form.panel { max-width: 44rem; }
h2 + form, form + form { margin-top: var(--s4); }
.pair { column-gap: var(--s3); }
summary { cursor: pointer; padding-block: .6rem; }
.fold { border-block: 1px solid var(--line); }
.fold[open] { padding-bottom: var(--s3); }
.fold + .fold { border-top: 0; margin-top: 0 !important; }
.pop > div { position: absolute; z-index: 2; inset: calc(100% - var(--s2)) 0 auto; padding: var(--s4); background: var(--paper); border: 1px solid var(--edge); border-radius: var(--r); box-shadow: 0 8px 28px rgb(0 0 0/.18); }
.pop summary { padding-block: .5rem; font-weight: 400; list-style: none; color: var(--accent); }
.pop summary::after { content: " ▾"; }
.pop summary::-webkit-details-marker { display: none; }
.ways li { display: flex; flex-wrap: wrap; align-items: baseline; gap: var(--s3); padding-block: .35rem; }
.ways li > :first-child { margin-right: auto; }
`;
