/** Counts checks, and prints each as one line. */
export class Report {
  passed = 0;
  failed = 0;
  /** In CI every consumer must be installed: what is skipped elsewhere fails there. */
  readonly #strict: boolean;

  constructor(strict: boolean) {
    this.#strict = strict;
  }

  /** Records one check, which passes without complaints. */
  check(name: string, complaints: readonly string[]): void {
    if (complaints.length === 0) {
      this.passed += 1;
      console.log(`ok    ${name}`);
      return;
    }
    this.failed += 1;
    const more = complaints.length > 3 ? `; and ${complaints.length - 3} more` : "";
    console.log(`FAIL  ${name}: ${complaints.slice(0, 3).join("; ")}${more}`);
  }

  /** Records a consumer that isn't installed. */
  skip(name: string, reason: string): void {
    if (this.#strict) this.check(name, [`${reason}, and in CI everything must be there`]);
    else console.log(`skip  ${name}: ${reason}`);
  }

  /** Returns the last line. */
  summary(): string {
    return `${this.passed} passed, ${this.failed} failed`;
  }
}
