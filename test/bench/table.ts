/** One line of the result. `reached` is undefined if there is no target. */
export type Figure = {
  name: string;
  /** The measurement: the median of the rounds, with its unit. */
  measured: string;
  /** The measurement of every round, in order. */
  byRound?: readonly string[];
  target?: string;
  reached?: boolean;
};

/** Returns the median; of an even number of values, the lower of the two middle ones. */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((one, other) => one - other)[Math.floor((values.length - 1) / 2)];
  if (middle === undefined) throw new Error("no rounds were measured");
  return middle;
}

/** Returns the ratio of the first to the second for each round. */
export const ratios = (over: readonly number[], under: readonly number[]): number[] =>
  over.map((value, round) => value / (under[round] ?? Number.NaN));

/** Returns a figure for a ratio of two measurements, compared with a bound. */
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

/** Formats a number for reading, with decimals only below 100. */
export const digits = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 10 ? 1 : 2);

const REACHED = { true: "yes", false: "**no**", undefined: "" } as const;

/** Renders all figures as a Markdown table. */
export const table = (figures: readonly Figure[]): string =>
  [
    "| figure | measured | by round | target | reached |",
    "|---|---:|---|---|---|",
    ...figures.map(({ name, measured, byRound = [], target = "", reached }) =>
      ["", name, measured, byRound.join(" "), target, REACHED[`${reached}`], ""].join(" | ").trim(),
    ),
  ].join("\n");
