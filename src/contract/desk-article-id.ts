import { z } from "zod";
import { slug } from "../model/text.ts";

/** An article, as the desk's addresses name it. */
export const DeskArticleId = z.object({ id: slug.describe("The article's id.") });
