/** What a record itself holds under an id; nothing that every object inherits, such as `constructor`. */
export const getOwn = <Value>(record: Readonly<Record<string, Value>> | undefined, id: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, id) ? record[id] : undefined;
