import type { Context } from "hono";
import { setSource } from "../../../commands/sources/settings.ts";
import { type Mistake, mistakesOf } from "../../../model/mistake.ts";
import { SourceInput, SourceKind } from "../../../model/source/settings.ts";
import type { FilledForm } from "../../../render/html/desk/sources/connect-form.tsx";
import { connectPage } from "../../../render/html/desk/sources/connect-page.tsx";
import type { Site } from "../../../render/site.ts";
import { readSource } from "../../../store/source/source.ts";
import { withSite } from "../../cache/site.ts";
import { type DeskEnv, deskContext, type Routes } from "../../context.ts";
import { readForm } from "../../respond/form.ts";
import { privatePage } from "../../respond/page-response.ts";

const FIELDS = ["kind", "address", "id", "section", "credit", "mode"] as const;

/** `/desk/connect`: how to connect a CMS, and the form for it. */
export function connectPages(app: Routes<DeskEnv>): void {
  app.get("/connect", (c) => withSite(c, async (site) => privatePage(connectPage({ site })), c.get("person")));
  app.post("/connect", (c) => withSite(c, (site) => connectByForm(c, site), c.get("person")));
}

async function connectByForm(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const form = await readForm(c);
  const filled: FilledForm = Object.fromEntries(FIELDS.map((name) => [name, form[name]?.[0]?.trim()]));
  const mistakes = await connect(c, site, filled);
  if (mistakes.length === 0) return c.redirect(`/desk/sources/${filled.id}`, 303);
  const kind = SourceKind.catch("wordpress").parse(filled.kind);
  return privatePage(connectPage({ site, refused: { kind, filled, mistakes } }), 422);
}

/** Creates the source in a form, or returns its mistakes by field. An existing source isn't changed. */
async function connect(c: Context<DeskEnv>, { masthead }: Site, filled: FilledForm): Promise<Mistake[]> {
  const { id, credit, ...settings } = filled;
  const { name, licence } = masthead.publication;
  const images = credit ? [{ credit: `*${credit}*`, owner: name, licence }] : [];
  const input = { id, settings: { ...settings, images } };
  const read = SourceInput.safeParse(input);
  if (!read.success) return mistakesOf(read.error, input).map(named);
  if ((await readSource(c.env.env.db, read.data.id)) !== undefined)
    return [
      { field: "id", problem: "is already the name of another source", allowed: "a name that no other source has" },
    ];
  return (await setSource(deskContext(c), read.data.id, read.data.settings)).map(named);
}

/** Returns mistakes by form field: the picture rule is derived from the form's credit field. */
const named = (mistake: Mistake): Mistake => ({
  ...mistake,
  field: mistake.field.replace(/^settings\./, "").replace(/^images\[.*$/, "credit"),
});
