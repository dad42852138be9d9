import type { Ledger } from "../../store/ledger.ts";

/** The name of a state, unique across states and databases. What was cached under it is never wrong for it. */
export type State = string;

/**
 * Paths that a release doesn't affect: pictures, full archive pages, license versions. Their state is the last change other
 * than a release, so that a release doesn't empty their caches.
 */
const LASTING = /^\/(?:(?:images|pictures)\/[^/]+|feeds\/.+\/archive\/\d+\.[a-z]+|licences\/[^/]+\/[^/]+)$/;

/** Whether releases don't affect a path. */
export const isLasting = (path: string): boolean => LASTING.test(path);

/** The state for content that releases affect, and for content that they don't. */
export const stateOf = ({ salt, change }: Ledger): State => `${salt}.${change}`;
export const lastingStateOf = ({ salt, altered }: Ledger): State => `${salt}.${altered}`;

/** Returns the state of a path, given the ledger. */
export const stateAt = (path: string, ledger: Ledger): State =>
  isLasting(path) ? lastingStateOf(ledger) : stateOf(ledger);

/** Whether one state is older than another of the same database. */
export const isOlder = (one: State, other: State): boolean => {
  const [[salt, number], [otherSalt, otherNumber]] = [one.split("."), other.split(".")];
  return salt === otherSalt && Number(number) < Number(otherNumber);
};

/** The salt of a state's database. */
export const saltOf = (state: State): string => state.split(".")[0] ?? "";
