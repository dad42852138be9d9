import type { Lab } from "../lab.ts";
import type { RunningWire } from "../takers/life.ts";
import { wordpressEditor } from "./editor.ts";
import { takeKit } from "./files.ts";
import { libreOffice } from "./libre-office.ts";
import { unzip } from "./unzip.ts";
import { wordpressFunctions } from "./wordpress.ts";

const READERS = [libreOffice, wordpressFunctions, wordpressEditor, unzip];

/** Downloads a story's kit and checks its files with the software that newsrooms use. */
export async function checkKit(wire: RunningWire, { report, folder }: Pick<Lab, "report" | "folder">): Promise<void> {
  const files = await takeKit(wire, folder);
  for (const { name, packages, isHere, read } of READERS) {
    if (!(await isHere())) {
      report.skip(name, `not here (${packages})`);
      continue;
    }
    for (const [check, complaints] of Object.entries(await read(files))) report.check(`${name} ${check}`, complaints);
  }
}
