/** The size of an entry. */
export type Weigher<Entry> = (key: string, entry: Entry) => number;

/** A cache with a limit: the least recently used entry is dropped first, and the cache never empties itself completely. */
export class LruCache<Entry> {
  readonly #entries = new Map<string, Entry>();
  readonly #limit: number;
  readonly #weigh: Weigher<Entry>;
  #weight = 0;

  /** `limit` is in the unit of `weigh`, by default the number of entries. */
  constructor(limit: number, weigh: Weigher<Entry> = () => 1) {
    this.#limit = limit;
    this.#weigh = weigh;
  }

  /** The total size of all entries. */
  get weight(): number {
    return this.#weight;
  }

  get(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  /** Looks without counting as a use. */
  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /** Keeps an entry, unless it alone would take more than an eighth of the room. */
  set(key: string, entry: Entry): void {
    this.delete(key);
    if (this.#weigh(key, entry) > Math.max(1, this.#limit / 8)) return;
    this.#entries.set(key, entry);
    this.#weight += this.#weigh(key, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.#limit) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#weight -= this.#weigh(key, entry);
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
    this.#weight = 0;
  }
}
