/** Styles of a comparison of two texts. */
export const DIFF = `
.diff { padding: var(--s1) 0 var(--s1) var(--s4); border-left: 3px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; font-family: var(--serif); line-height: 1.7; }
.diff ins { background: light-dark(#d3f0dc, #16402a); text-decoration-thickness: 1px; }
.diff del { background: light-dark(#fbdcda, #50211f); }
.diff code { color: var(--quiet); }
.diff ins code, .diff del code { color: inherit; }
.diff details { white-space: normal; }
.diff details > div { white-space: pre-wrap; }
`;
