import type { Removal } from "../model/article/removal.ts";

/**
 * What has to follow a command once its batch is written: in state cached by isolates and stored outside the database, and in
 * the outbox.
 */
export type Effects = {
  /** Whether readers can notice it. */
  isVisible: boolean;
  /** Whether it changes or removes released content. */
  isAltering: boolean;
  /** What it removed for readers, or restored. */
  removals: readonly Removal[];
  /** Whether something may be due for sending now, rather than at the next run of the cron. */
  isDue: boolean;
  /** Whether it may have changed what a key opens. */
  changesKeys: boolean;
};

export const NO_EFFECTS: Effects = {
  isVisible: false,
  isAltering: false,
  removals: [],
  isDue: false,
  changesKeys: false,
};

/** The effects of a decision, an agreement, a domain proof, or a key that begins or ends. */
export const KEY_EFFECTS: Effects = { ...NO_EFFECTS, changesKeys: true };

/** The effects of making a delivery due. */
export const DELIVERY_EFFECTS: Effects = { ...NO_EFFECTS, isDue: true };

/** Merges the effects of several commands. */
export const mergeEffects = (all: readonly Effects[]): Effects => ({
  isVisible: all.some(({ isVisible }) => isVisible),
  isAltering: all.some(({ isAltering }) => isAltering),
  removals: all.flatMap(({ removals }) => removals),
  isDue: all.some(({ isDue }) => isDue),
  changesKeys: all.some(({ changesKeys }) => changesKeys),
});

/** The result of a command. Its outcome is handed over only together with its effects, so that no caller can overlook them. */
export class Done<Outcome> {
  readonly #outcome: Outcome;
  readonly #effects: Effects;

  constructor(outcome: Outcome, effects: Effects) {
    this.#outcome = outcome;
    this.#effects = effects;
  }

  /** Passes the effects, which must be carried out, and the outcome to `take`; returns its result. */
  handOver<Result>(take: (effects: Effects, outcome: Outcome) => Result): Result {
    return take(this.#effects, this.#outcome);
  }
}

/** Wraps an outcome without effects: a refusal, or something that was already done. */
export const doneWithout = <Outcome>(outcome: Outcome): Done<Outcome> => new Done(outcome, NO_EFFECTS);
