const BEGINS = /<!\[CDATA\[|<!--/g;

/** Returns a document without its comments and CDATA sections, whose content isn't markup. Always runs in a single pass. */
export function markupOf(xml: string): string {
  const parts: string[] = [];
  let at = 0;
  BEGINS.lastIndex = 0;
  for (let begin = BEGINS.exec(xml); begin !== null; begin = BEGINS.exec(xml)) {
    const end = begin[0] === "<!--" ? "-->" : "]]>";
    const close = xml.indexOf(end, BEGINS.lastIndex);
    parts.push(xml.slice(at, begin.index));
    // An unclosed section extends to the end.
    at = close === -1 ? xml.length : close + end.length;
    BEGINS.lastIndex = at;
  }
  return parts.join("") + xml.slice(at);
}
