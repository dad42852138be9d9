/** What an entry takes beside its body and its key, at the least: headers and places in tables, in bytes. */
export const ENTRY_BYTES = 2048;

const size = (key: string, { body }: { body: Uint8Array }): number => body.length + 2 * key.length + ENTRY_BYTES;

/** Bytes kept in the isolate, the least recently used given up first. */
export class LruCache<Entry extends { body: Uint8Array }> {
  readonly #entries = new Map<string, Entry>();
  readonly #limit: number;
  #bytes = 0;

  /** `limit` is in bytes of bodies and what surrounds them. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  /** Keeps an entry, unless it alone would take more than an eighth of the room. */
  set(key: string, entry: Entry): void {
    this.#drop(key);
    if (size(key, entry) > this.#limit / 8) return;
    this.#entries.set(key, entry);
    this.#bytes += size(key, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#limit) break;
      this.#drop(oldest);
    }
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= size(key, entry);
  }
}
