/** A record's own value for an id, never one that every object inherits, such as `constructor`. */
export const getOwn = <Value>(record: Readonly<Record<string, Value>> | undefined, id: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, id) ? record[id] : undefined;

/** The keys of a record with known keys, in its order. */
export const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(record).filter((key): key is Key => key in record);
