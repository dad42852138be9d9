/** One line of the result. `reached` is undefined where nothing is aimed at. */
export type Figure = {
  name: string;
  /** What was measured: the median over the rounds, with its unit. */
  measured: string;
  /** The same of every round, in their order. */
  byRound?: readonly string[];
  target?: string;
  reached?: boolean;
};

/** The middle value; of an even number of values, the lower one of the two in the middle. */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((one, other) => one - other)[Math.floor((values.length - 1) / 2)];
  if (middle === undefined) throw new Error("no rounds were measured");
  return middle;
}

/** Round by round, how many times the second the first is. */
export const ratios = (over: readonly number[], under: readonly number[]): number[] =>
  over.map((value, round) => value / (under[round] ?? Number.NaN));

/** A figure that is a ratio of two measurements, held against a bound. */
export function ratioFigure(
  name: string,
  values: readonly number[],
  bound: { least: number } | { most: number },
): Figure {
  const middle = median(values);
  return {
    name,
    measured: digits(middle),
    byRound: values.map(digits),
    target: "least" in bound ? `at least ${bound.least}` : `at most ${bound.most}`,
    reached: "least" in bound ? middle >= bound.least : middle <= bound.most,
  };
}

/** A number as people read it: two decimals while they matter. */
export const digits = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 10 ? 1 : 2);

const REACHED = { true: "yes", false: "**no**", undefined: "" } as const;

/** All figures, as a Markdown table. */
export const table = (figures: readonly Figure[]): string =>
  [
    "| figure | measured | by round | target | reached |",
    "|---|---:|---|---|---|",
    ...figures.map(({ name, measured, byRound = [], target = "", reached }) =>
      ["", name, measured, byRound.join(" "), target, REACHED[`${reached}`], ""].join(" | ").trim(),
    ),
  ].join("\n");
