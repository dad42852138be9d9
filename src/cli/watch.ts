import { type FSWatcher, watch } from "node:fs";
import { CLI } from "../model/policy.ts";

/**
 * Calls back after something in a folder changed and then stayed quiet for a moment, one call at a time; returns a function
 * that stops it. Editors may save to another name and rename, which leaves the watch on the old file, so that on Linux later
 * saves are missed. The watch is therefore reopened before each call, and the new one sees changes made meanwhile.
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

/** Watches everything in a folder; undefined while the folder doesn't exist. */
function openWatch(folder: string, changed: () => void): FSWatcher | undefined {
  try {
    return watch(folder, { recursive: true }, changed);
  } catch {
    return undefined;
  }
}
