import { CMS_NAMES, type Cms } from "../../../model/article/cms.ts";

/** Returns the CMS that made a feed, by its generator; undefined if it isn't a CMS that we have a profile for. */
export const cmsOf = (generator: string | undefined): Cms | undefined =>
  CMS_NAMES.find((name) => generator?.toLowerCase().includes(name));
