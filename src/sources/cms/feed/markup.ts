const BEGINS = /<!\[CDATA\[|<!--/g;

/** A document without its comments and CDATA: what looks like markup in there is none. In one pass, whatever is sent. */
export function markupOf(xml: string): string {
  const parts: string[] = [];
  let at = 0;
  BEGINS.lastIndex = 0;
  for (let begin = BEGINS.exec(xml); begin !== null; begin = BEGINS.exec(xml)) {
    const end = begin[0] === "<!--" ? "-->" : "]]>";
    const close = xml.indexOf(end, BEGINS.lastIndex);
    parts.push(xml.slice(at, begin.index));
    // What isn't closed goes on to the end.
    at = close === -1 ? xml.length : close + end.length;
    BEGINS.lastIndex = at;
  }
  return parts.join("") + xml.slice(at);
}
