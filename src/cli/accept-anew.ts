import { createInterface } from "node:readline/promises";
import type { SupersededJson } from "../contract/publishing.ts";
import { supersededSentence } from "../model/publisher/superseding.ts";

/** How to confirm that publishers have to accept a changed license again. */
export type AcceptAnew = {
  /** Whether the command line confirms it. */
  isMeant: boolean;
  /** Asks a person; undefined if nobody is there to answer. */
  ask?: ((question: string) => Promise<string>) | undefined;
  /** How else to confirm it: `--accept-anew`. */
  how: string;
};

/** Says which publishers would have to accept a changed license again, and returns whether to publish it anyway. */
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

/** Asks at the keyboard; undefined without a terminal. */
export const keyboard = (): AcceptAnew["ask"] => (process.stdin.isTTY ? askAtKeyboard : undefined);

async function askAtKeyboard(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C ends the whole command, not only the question.
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
