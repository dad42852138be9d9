/** Print styles. */
export const PAPER = `
/* Paper: the story, its credit, its address */
@media print {
  @page { margin: 2cm; }
  :root { color-scheme: light; }
  body { font-size: 11pt; background: none; }
  .top nav, .top .row, .pop, .foot nav, .skip, aside, form, button, .btn { display: none !important; }
  .pages, .kick a::after { display: none; }
  main { padding-block: 12pt 0; }
  .paper { display: block; }
  .text { max-width: none; font-size: 11pt; }
  .text a:not([href^="mailto:"])::after, .cite a::after { content: " (" attr(href) ")"; font-size: .85em; word-break: break-all; }
  figure, blockquote { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  .panel { border: 1px solid; background: none; }
}
`;
