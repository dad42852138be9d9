import fc from "fast-check";

/** Text that has broken feeds before. */
const PIECES = [
  ..."]]>|]]>]]>|<![CDATA[|<script>alert(1)</script>|</item></channel>|</entry>|<!--|-->|<?xml?>|<!DOCTYPE x>".split(
    "|",
  ),
  ..."&|&amp;|&amp;amp;|&#60;script&#62;|&lt;b&gt;|&nbsp;|&#x0;|&#xD800;|\"|'|<|>|`".split("|"),
  ..."cw:0:|cw:1!|cw:12:|urn:x|$&|$1|{{x}}|%00|%s|\\u0000|__proto__|constructor".split("|"),
  ..."\u202E|\u200F|\u2066|\uFEFF|\u2028|\u2029|\u0085|\u00AD|😀|👩‍👩‍👧|e\u0301|İ|ﷺ|𝒳".split("|"),
  " onmouseover=alert(1) ",
  "javascript:alert(1)",
  '"><img src=x onerror=alert(1)>',
  "A".repeat(200),
];

/** Hostile text that is valid in XML. */
export const hostile = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "grapheme", maxLength: 8 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((pieces) => pieces.join(""));

/** Hostile text with characters that XML can't contain: control characters, lone surrogates, noncharacters. */
export const forbidden = fc
  .tuple(hostile, fc.constantFrom("\u0000", "\u0008", "\u001B", "\uD800", "\uDC00", "\uFFFE", "\uFFFF"), hostile)
  .map((pieces) => pieces.join(""));

/** Hostile HTML. */
export const hostileHtml = fc
  .array(
    fc.oneof(
      hostile.map((text) => `<p>${text}</p>`),
      forbidden,
      fc.constantFrom(
        "<p>",
        "</p>",
        "<table><tr>",
        "<svg><style>",
        "<math><mtext>",
        "<template>",
        "<a href='javascript:alert(1)'>x</a>",
        '<p style="x" onclick="y">z</p>',
        "<pre>]]&gt;</pre>",
        "<iframe src=javascript:x></iframe>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));
