/**
 * Reads JSON that this folder wrote. The one place where a stored value's type is taken on trust: it was checked before
 * it was written, nobody else writes, and checking a feed of articles again would cost more than rendering them.
 */
export function parseStored<Value>(json: string): Value {
  return JSON.parse(json);
}
