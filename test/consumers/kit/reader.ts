import type { KitFiles } from "./files.ts";

/** Software that a newsroom imports stories into, with its complaints by check. */
export type KitReader = {
  name: string;
  /** The package or program that provides it. */
  packages: string;
  isHere: () => boolean | Promise<boolean>;
  read: (files: KitFiles) => Promise<Record<string, readonly string[]>>;
};
