/** Returns the first match at or after an offset. */
export function matchFrom(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** Returns the offset after the comment that begins at `at`; `<!-->` is a complete comment. */
export function commentEnd(page: string, at: number): number {
  const end = matchFrom(/--!?>/g, page, at + 2);
  return end ? end.index + end[0].length : page.length;
}

/** Returns the offset after the tag that begins at `at` or, for an element with raw text, that of its closing tag. */
export function tagEnd(page: string, at: number, text: RegExp | undefined): number {
  let part = matchFrom(/"[^"]*"|'[^']*'|>/g, page, at);
  while (part && part[0] !== ">") part = matchFrom(/"[^"]*"|'[^']*'|>/g, page, part.index + part[0].length);
  if (!part) return page.length;
  if (text === undefined) return part.index + 1;
  const closing = matchFrom(text, page, part.index + 1);
  return closing ? closing.index : page.length;
}
