import { SECURITY } from "./headers.ts";

/** A page for one reader alone: never cached, never indexed, and its address, which may be private, is told to nobody. */
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

/** Leads on behind a form, where the address came with a secret: nothing keeps the answer, and the next page isn't told the address. */
export const leadOn = (location: string): Response =>
  new Response(null, {
    status: 303,
    headers: { Location: location, "Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer" },
  });
