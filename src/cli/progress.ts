import { BACKUP } from "../model/policy.ts";

/** Prints progress at most every few seconds, and at the end. */
export class Progress {
  #toldAt = Date.now();
  readonly #what: string;
  readonly #all: number;

  constructor(what: string, all: number) {
    this.#what = what;
    this.#all = all;
  }

  step(done: number): void {
    if (Date.now() - this.#toldAt < BACKUP.tellMs) return;
    this.#toldAt = Date.now();
    console.log(`  ${this.#what}: ${done} of ${this.#all}`);
  }

  end(done: number): void {
    console.log(`  ${this.#what}: ${done}`);
  }
}
