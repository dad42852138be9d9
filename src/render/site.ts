import type { Access } from "../model/access.ts";
import type { Masthead } from "../model/masthead.ts";

/** What every rendering stands on, beside the articles: where, whose, and for whom. */
export type Site = { origin: string; masthead: Masthead; access: Access };
