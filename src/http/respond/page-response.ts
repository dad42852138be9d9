import { SECURITY } from "./headers.ts";

/** A page for one reader only: never cached, never indexed, and its URL, which may be private, is never sent as a referrer. */
export const privatePage = (html: string, status = 200): Response =>
  new Response(html, {
    status,
    headers: {
      ...SECURITY,
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "private, no-store",
      "Referrer-Policy": "no-referrer",
      "X-Robots-Tag": "noindex",
    },
  });

/** Redirects after a form whose URL contained a secret: the answer isn't stored, and the next page gets no referrer. */
export const leadOn = (location: string): Response =>
  new Response(null, {
    status: 303,
    headers: { Location: location, "Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer" },
  });
