import { SOURCES } from "../../model/policy.ts";

const DECLARED = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/;
/** Encodings whose bytes could be UTF-8 as well, and mean something else. */
const SEVEN_BITS = /^(?:utf-?16|ucs-?2|iso-2022)/i;

/**
 * The text of an answer. What is valid UTF-8 is UTF-8, whatever it says: by chance, other encodings aren't. Else what the
 * byte order mark, the header or the XML declaration says; where that is nothing known, what can't be read is U+FFFD.
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const label = markOf(bytes) ?? declaredIn(bytes, contentType);
  const isOther = label !== undefined && SEVEN_BITS.test(label);
  return (isOther ? undefined : decodeAs("utf-8", bytes, true)) ?? decodeAs(label ?? "utf-8", bytes) ?? lenient(bytes);
}

/** UTF-16 by its byte order mark. */
function markOf([first, second]: Uint8Array): string | undefined {
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xff && second === 0xfe ? "utf-16le" : undefined;
}

/** RFC 7303 §3.2: the header before the declaration. */
function declaredIn(bytes: Uint8Array, contentType: string | null): string | undefined {
  const header = /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? "")?.[1];
  return header ?? DECLARED.exec(lenient(bytes.subarray(0, SOURCES.declarationBytes)))?.[1];
}

function decodeAs(label: string, bytes: Uint8Array, fatal = false): string | undefined {
  try {
    return new TextDecoder(label, { fatal, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

const lenient = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
