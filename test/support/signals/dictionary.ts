// RFC 9651 dictionaries, as far as a reader of preferences needs them. Text that doesn't parse isn't a dictionary.

const KEY = /^[a-z*][a-z0-9_.*-]*/;
const ITEMS = [
  /^[A-Za-z*][\w!#$%&'*+.^`|~:/-]*/,
  /^"(?:[ !#-[\]-~]|\\["\\])*"/,
  /^-?\d{1,15}(?:\.\d{1,3})?/,
  /^\?[01]/,
  /^:[A-Za-z0-9+/=]*:/,
  /^@-?\d{1,15}/,
];
const SPACES = /^ */;
const GAPS = /^[ \t]*/;

/** Reads from left to right, and throws at a syntax error. */
class Cursor {
  rest: string;
  constructor(text: string) {
    this.rest = text;
  }
  take(...patterns: readonly RegExp[]): string {
    for (const pattern of patterns) {
      const [found] = pattern.exec(this.rest) ?? [];
      if (found === undefined) continue;
      this.rest = this.rest.slice(found.length);
      return found;
    }
    throw new SyntaxError(this.rest);
  }
  skip(sign: string): boolean {
    if (!this.rest.startsWith(sign)) return false;
    this.rest = this.rest.slice(sign.length);
    return true;
  }
}

function takeParameters(cursor: Cursor): void {
  while (cursor.skip(";")) {
    cursor.take(SPACES);
    cursor.take(KEY);
    if (cursor.skip("=")) cursor.take(...ITEMS);
  }
}

/** §4.2.1.2: items between spaces. Their values don't matter to a reader that looks for a token. */
function takeInnerList(cursor: Cursor): string {
  for (let isFirst = true; ; isFirst = false) {
    const gap = cursor.take(SPACES);
    if (cursor.skip(")")) return "()";
    if (!isFirst && gap === "") throw new SyntaxError(cursor.rest);
    cursor.take(...ITEMS);
    takeParameters(cursor);
  }
}

function takeValue(cursor: Cursor): string {
  if (!cursor.skip("=")) return "?1";
  return cursor.skip("(") ? takeInnerList(cursor) : cursor.take(...ITEMS);
}

/** §4.2.2: returns each member's text by key, without parameters; the last of two equal keys wins. Undefined if parsing fails. */
export function readDictionary(text: string): Map<string, string> | undefined {
  const cursor = new Cursor(text.replace(/^ +| +$/g, ""));
  const members = new Map<string, string>();
  try {
    while (cursor.rest !== "") {
      const key = cursor.take(KEY);
      members.set(key, takeValue(cursor));
      takeParameters(cursor);
      cursor.take(GAPS);
      if (cursor.rest === "") break;
      if (!cursor.skip(",")) return undefined;
      cursor.take(GAPS);
      if (cursor.rest === "") return undefined;
    }
  } catch {
    return undefined;
  }
  return members;
}
