import type { Ledger } from "../../store/ledger.ts";

/** The name of a state: no other state, and no other database, has the same. What was cached for one is never wrong for it. */
export type State = string;

/**
 * What a release of a story doesn't change: pictures, full pages of archives, each text of a licence. Their state is the
 * last change that was more than a release, so that a story that comes out doesn't empty the caches of them.
 */
const LASTING = /^\/(?:(?:images|pictures)\/[^/]+|feeds\/.+\/archive\/\d+\.[a-z]+|licences\/[^/]+\/[^/]+)$/;

/** Whether what is at a path outlasts releases. */
export const isLasting = (path: string): boolean => LASTING.test(path);

/** The state of what releases change; and of what outlasts them. */
export const stateOf = ({ salt, change }: Ledger): State => `${salt}.${change}`;
export const lastingStateOf = ({ salt, altered }: Ledger): State => `${salt}.${altered}`;

/** The state of what is at a path, as the ledger stands. */
export const stateAt = (path: string, ledger: Ledger): State =>
  isLasting(path) ? lastingStateOf(ledger) : stateOf(ledger);

/** Whether one state is older than another of the same database. */
export const isOlder = (one: State, other: State): boolean => {
  const [[salt, number], [otherSalt, otherNumber]] = [one.split("."), other.split(".")];
  return salt === otherSalt && Number(number) < Number(otherNumber);
};

/** The salt of the database that a state is of. */
export const saltOf = (state: State): string => state.split(".")[0] ?? "";
