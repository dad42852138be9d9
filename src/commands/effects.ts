import type { Removal } from "../model/article/removal.ts";

/** What has to follow a command once its batch is written: in what isolates and the second home of the state remember, and in the outbox. */
export type Effects = {
  /** Whether readers can notice it. */
  isVisible: boolean;
  /** Whether it changes or removes what is out already. */
  isAltering: boolean;
  /** What it took away from readers, or gave back. */
  removals: readonly Removal[];
  /** Whether something may be due to be sent now, rather than with the next run of the cron. */
  isDue: boolean;
  /** Whether what a key opens may have changed. */
  changesKeys: boolean;
};

export const NO_EFFECTS: Effects = {
  isVisible: false,
  isAltering: false,
  removals: [],
  isDue: false,
  changesKeys: false,
};

/** What follows a decision, an agreement, a proof, or a key that begins or ends. */
export const KEY_EFFECTS: Effects = { ...NO_EFFECTS, changesKeys: true };

/** What follows when a delivery was made due. */
export const DELIVERY_EFFECTS: Effects = { ...NO_EFFECTS, isDue: true };

/** The effects of several commands together. */
export const mergeEffects = (all: readonly Effects[]): Effects => ({
  isVisible: all.some(({ isVisible }) => isVisible),
  isAltering: all.some(({ isAltering }) => isAltering),
  removals: all.flatMap(({ removals }) => removals),
  isDue: all.some(({ isDue }) => isDue),
  changesKeys: all.some(({ changesKeys }) => changesKeys),
});

/** What came of a command. Its outcome is handed over only together with its effects, so that no caller can overlook them. */
export class Done<Outcome> {
  readonly #outcome: Outcome;
  readonly #effects: Effects;

  constructor(outcome: Outcome, effects: Effects) {
    this.#outcome = outcome;
    this.#effects = effects;
  }

  /** Hands the effects, to be carried out, and the outcome to `take`; answers with what that answers. */
  handOver<Result>(take: (effects: Effects, outcome: Outcome) => Result): Result {
    return take(this.#effects, this.#outcome);
  }
}

/** An outcome that nothing has to follow: a refusal, or something that was done before. */
export const doneWithout = <Outcome>(outcome: Outcome): Done<Outcome> => new Done(outcome, NO_EFFECTS);
