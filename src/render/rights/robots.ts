import { rslUrl } from "../../model/address.ts";
import { type MachineUse, pickStrictest, saysAnything } from "../../model/licence/clauses/machine-use.ts";
import type { Site } from "../site.ts";

// RFC 9309, with Content-Signal (Cloudflare) in the group, and License (RSL 1.0) before it.

const SIGNALS = { search: "search", aiInput: "ai-input", aiTrain: "ai-train" } as const;

/** `/robots.txt`: everything may be fetched; what may be done with it stands in the signals. What isn't said is left out. */
export function renderRobots(uses: readonly MachineUse[], { origin }: Site): string {
  const use = pickStrictest(uses);
  const signals = (["search", "aiInput", "aiTrain"] as const).flatMap((key) =>
    use[key] === "unset" ? [] : [`${SIGNALS[key]}=${use[key] === "allow" ? "yes" : "no"}`],
  );
  const lines = [
    "# What holds for everything here at once. Each article names its own licence.",
    ...(signals.some((signal) => signal.endsWith("=no"))
      ? ["# A `no` reserves the rights under Article 4(3) of Directive (EU) 2019/790."]
      : []),
    // Before the first group, so that it belongs to none.
    ...(uses.some(saysAnything) ? [`License: ${rslUrl(origin)}`, ""] : []),
    "User-agent: *",
    ...(signals.length > 0 ? [`Content-Signal: ${signals.join(", ")}`] : []),
    "Allow: /",
  ];
  return `${lines.join("\n")}\n`;
}
