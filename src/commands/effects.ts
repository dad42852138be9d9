/** What has to follow a command once its batch is written: in caches, in what an isolate remembers, and in the outbox. */
export type Effects = {
  /** Tags that the cache in front of `Wire` has to forget. */
  purge: readonly string[];
  /** Whether something may be due to be sent now, rather than with the next run of the cron. */
  isDue: boolean;
  /** Whether what a key opens may have changed. */
  changesKeys: boolean;
};

export const NO_EFFECTS: Effects = { purge: [], isDue: false, changesKeys: false };

/** What follows a publish that touched these tags; nothing where it touched none. */
export const publishEffects = (tags: readonly string[]): Effects => ({
  ...NO_EFFECTS,
  purge: tags,
  isDue: tags.length > 0,
});

/** What follows a decision, an agreement, a proof, or a key that begins or ends. */
export const KEY_EFFECTS: Effects = { ...NO_EFFECTS, changesKeys: true };

/** What follows when a delivery was made due. */
export const DELIVERY_EFFECTS: Effects = { ...NO_EFFECTS, isDue: true };

/** The effects of several commands together. */
export const mergeEffects = (all: readonly Effects[]): Effects => ({
  purge: [...new Set(all.flatMap(({ purge }) => purge))],
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
