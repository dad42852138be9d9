import { CMS_NAMES, type Cms } from "../../../model/article/cms.ts";

/** The CMS that made a feed, by what it says of itself; undefined where its HTML is nothing that we know more of. */
export const cmsOf = (generator: string | undefined): Cms | undefined =>
  CMS_NAMES.find((name) => generator?.toLowerCase().includes(name));
