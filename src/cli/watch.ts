import { type FSWatcher, watch } from "node:fs";
import { CLI } from "../model/policy.ts";

/**
 * Calls back whenever something in a folder changed and was quiet for a moment, once at a time; answers with what ends it.
 * An editor may save under another name and rename. That leaves the watch on the old file, and on Linux every later save
 * is missed. So the watch is opened anew before each call, and what changes meanwhile is seen by the new one.
 */
export function watchFolder(folder: string, changed: () => Promise<void>): () => void {
  let watcher: FSWatcher | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const wait = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(look, milliseconds);
  };
  const open = (): boolean => {
    watcher?.close();
    watcher = openWatch(folder, () => wait(CLI.quietMs));
    watcher?.on("error", () => wait(CLI.lookAgainMs));
    return watcher !== undefined;
  };
  const look = () => {
    if (open()) running = running.then(changed);
    else wait(CLI.lookAgainMs);
  };
  if (!open()) wait(CLI.lookAgainMs);
  return () => {
    clearTimeout(timer);
    watcher?.close();
  };
}

/** A watch of everything in a folder; undefined while there is no such folder. */
function openWatch(folder: string, changed: () => void): FSWatcher | undefined {
  try {
    return watch(folder, { recursive: true }, changed);
  } catch {
    return undefined;
  }
}
