import { createInterface } from "node:readline/promises";
import type { SupersededJson } from "../contract/publishing.ts";
import { supersededSentence } from "../model/publisher/superseding.ts";

/** Where it is told whom a changed licence concerns, and how it is said that it is meant. */
export type AcceptAnew = {
  /** Whether the command line says that it is meant. */
  isMeant: boolean;
  /** Asks a person; undefined where nobody is there to answer. */
  ask?: ((question: string) => Promise<string>) | undefined;
  /** How it is said otherwise: `--accept-anew`. */
  how: string;
};

/** Tells which publishers would have to accept a changed licence anew, and answers whether it is to be published all the same. */
export async function confirmAcceptAnew(
  superseded: readonly SupersededJson[],
  { isMeant, ask, how }: AcceptAnew,
  tell: (line: string) => void,
): Promise<boolean> {
  if (superseded.length === 0) return true;
  for (const each of superseded) tell(`${supersededSentence(each)}.`);
  if (isMeant) return true;
  if (ask !== undefined && /^y(?:es)?$/i.test((await ask("Publish anyway? [y/N] ")).trim())) return true;
  tell(
    `Nothing was published. To publish anyway: ${how}. If only the wording changed, put \`editorial: true\` in the license's file; agreements then stay valid.`,
  );
  return false;
}

/** Asks at the keyboard; undefined where there is none. */
export const keyboard = (): AcceptAnew["ask"] => (process.stdin.isTTY ? askAtKeyboard : undefined);

async function askAtKeyboard(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C ends the command here, too, and not the question alone.
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
