import { cleanHtml } from "../../src/sources/html/clean-html.ts";
import { article, ORIGIN } from "./articles.ts";
import { cpuOf } from "./cpu.ts";
import { digits, type Figure, median } from "./table.ts";

/** A size in bytes close to the limit for an article's HTML. */
const LARGE = 900_000;
/** The number of ordinary bodies, of 4 KB each. */
const ORDINARY = 100;

/** Measures the CPU time of cleaning on this thread: one very large body, and many ordinary ones. */
export function measureCleaning(tell: (line: string) => void): Figure[] {
  tell("Cleaning.");
  const bodies = Array.from({ length: ORDINARY }, (_, at) => article(at).body);
  const large = largeBody();
  const ofLarge = median(cpuOf(() => cleanHtml(large, { origin: ORIGIN }), 3));
  const ofOrdinary = median(cpuOf(() => bodies.forEach((body) => void cleanHtml(body, { origin: ORIGIN })), 3));
  return [
    {
      name: `cleaning a body of ${digits(LARGE / 1000)} KB`,
      measured: `${digits(ofLarge)} ms CPU`,
      target: "at most 150 ms",
      reached: ofLarge <= 150,
    },
    { name: "cleaning a body of 4 KB", measured: `${digits(ofOrdinary / ORDINARY)} ms CPU` },
  ];
}

function largeBody(): string {
  const pieces: string[] = [];
  for (let at = 0, length = 0; length < LARGE; at++) {
    const { body } = article(at);
    pieces.push(body);
    length += body.length;
  }
  return pieces.join("\n").slice(0, LARGE);
}
