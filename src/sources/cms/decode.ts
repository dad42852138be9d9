import { SOURCES } from "../../model/policy.ts";

const DECLARED = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/;
/** Encodings whose bytes are also valid UTF-8, but mean something else. */
const SEVEN_BITS = /^(?:utf-?16|ucs-?2|iso-2022)/i;

/**
 * Decodes the text of a response. Valid UTF-8 is decoded as UTF-8, whatever the label: other encodings rarely look like it.
 * Otherwise the byte order mark, the header or the XML declaration decides. If it names no known encoding, unreadable bytes
 * become U+FFFD.
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const label = markOf(bytes) ?? declaredIn(bytes, contentType);
  const isOther = label !== undefined && SEVEN_BITS.test(label);
  return (isOther ? undefined : decodeAs("utf-8", bytes, true)) ?? decodeAs(label ?? "utf-8", bytes) ?? lenient(bytes);
}

/** Detects UTF-16 by its byte order mark. */
function markOf([first, second]: Uint8Array): string | undefined {
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xff && second === 0xfe ? "utf-16le" : undefined;
}

/** RFC 7303 §3.2: the header takes precedence over the declaration. */
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
