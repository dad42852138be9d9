import type { KitFiles } from "./files.ts";

/** Some software that a newsroom takes stories into: what it complains of, by check. */
export type KitReader = {
  name: string;
  /** Whence it comes, as it is installed. */
  packages: string;
  isHere: () => boolean | Promise<boolean>;
  read: (files: KitFiles) => Promise<Record<string, readonly string[]>>;
};
