/** Milliseconds of a second, a minute, an hour and a day. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An instant as the store sorts it: UTC, whole seconds. */
export const instant = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

/** The UTC day of an instant, which sorts before every instant of that day. */
export const dayOf = (instant: string): string => instant.slice(0, 10);

/** The instant a number of hours later; undefined if none are set. */
export const hoursAfter = (at: string, hours: number | undefined): string | undefined =>
  hours === undefined ? undefined : instant(Date.parse(at) + hours * HOUR);
