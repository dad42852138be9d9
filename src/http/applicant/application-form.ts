import type { Mistake } from "../../model/mistake.ts";
import type { Need } from "../../model/publisher/needs.ts";
import type { FormFields } from "../../render/html/publisher/apply-page.tsx";

/** Converts the form to API input, with the facts that the chosen licenses need. Empty fields are left out. */
export function parseApplication(filled: FormFields, needs: ReadonlySet<Need>): unknown {
  const of = (name: string) => filled[name]?.[0]?.trim() || undefined;
  const asksAudience = needs.has("audience") || needs.has("evidence");
  return {
    organization: of("organization"),
    domains: (of("domains") ?? "").split(/[\s,]+/).filter((domain) => domain !== ""),
    contact: { name: of("contact.name"), email: of("contact.email") },
    licences: filled.licences ?? [],
    local: filled.local?.includes("yes") ?? false,
    ...omitMissing({
      kind: of("kind"),
      country: of("country"),
      evidence: of("evidence"),
      accreditedBy: of("accreditedBy"),
      memberOf: of("memberOf"),
    }),
    ...(asksAudience ? { monthlyAudience: figureIn(of("monthlyAudience") ?? ""), audience: audienceIn(of) } : {}),
  };
}

/** Empty fields that the chosen licenses need, which the schema alone doesn't know. */
export const missingInForm = (filled: FormFields, needs: ReadonlySet<Need>): Mistake[] =>
  (["kind", "country", "evidence"] as const).flatMap((field) =>
    needs.has(field) && !filled[field]?.[0]?.trim() ? [{ field, problem: "is missing" }] : [],
  );

/** Reads a number as people write it: `24,000`, `24 000`. Anything else stays text and is refused as such. */
function figureIn(text: string): number | string {
  const digits = text.replace(/[,\s]/g, "");
  return /^\d+$/.test(digits) ? Number(digits) : text;
}

const audienceIn = (of: (name: string) => string | undefined) => ({
  kind: of("audience.kind"),
  period: of("audience.period"),
  source: of("audience.source"),
});

const omitMissing = (fields: Record<string, string | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
