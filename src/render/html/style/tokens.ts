/** The colors, type sizes and spacing that everything else uses. The publication can set the accent. */
export const TOKENS = `
/* Commonwire: the one style sheet. Serif is for what was reported, sans for what can be done. */
:root {
  color-scheme: light dark;
  /* The publication's one colour (publication.yaml); the second value is for dark. */
  --accent: light-dark(#1d4e89, #9cc3f0);
  /* Text on the accent. */
  --on-accent: light-dark(#fff, #0e1726);
  /* The page. */
  --paper: light-dark(#fff, #14171b);
  /* A quiet surface: desk bar, tool panels, fields of facts. */
  --wash: light-dark(#f5f4f0, #1c2026);
  /* Text. */
  --ink: light-dark(#16191d, #eae8e3);
  /* Second text: dates, captions, help; 4.5:1 on paper and on wash. */
  --quiet: light-dark(#575d64, #a9aeb5);
  /* Hairlines between rows. */
  --line: light-dark(#dcdad3, #343a42);
  /* Borders of things that can be used; 3:1 on paper. */
  --edge: light-dark(#83878c, #7a818a);
  /* Good, needs care, wrong: always with a word and a shape. */
  --good: light-dark(#1b6b3f, #79d2a0);
  --care: light-dark(#8a5300, #f0bd5b);
  --bad: light-dark(#a61e22, #ff9c96);
  /* The one button that withdraws; white words on it. */
  --grave: light-dark(#a61e22, #c2363a);
  /* Behind highlighted words. */
  --hit: light-dark(#fbeeb2, #57480f);
  /* Reported words: headlines, deks, story text. */
  --serif: "Iowan Old Style", "Palatino Linotype", P052, "Noto Serif", Georgia, serif;
  /* Everything else. */
  --sans: -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  /* Code, addresses to copy. */
  --mono: ui-monospace, Consolas, monospace;
  /* Type: 13, 15, 17, 20, 25, 30 and up. */
  --t1: .8125rem; --t2: .9375rem; --t3: 1.0625rem; --t4: 1.25rem; --t5: 1.5625rem; --t6: clamp(1.875rem, 1.45rem + 1.75vw, 2.625rem);
  /* Space: 4, 8, 12, 20, 32, 56 px. */
  --s1: .25rem; --s2: .5rem; --s3: .75rem; --s4: 1.25rem; --s5: 2rem; --s6: 3.5rem;
  /* Radius of controls; pictures and panels have none. */
  --r: 4px;
  /* Height of a control. */
  --tap: 2.5rem;
}
`;
