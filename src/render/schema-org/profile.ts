import { getOwn } from "../../model/get-own.ts";
import type { FacePicture } from "../feed/pictures-of.ts";
import type { Site } from "../site.ts";

/** Returns the subject of an author page: schema.org's Person, or Organization for a desk. */
export function profile({ id, url }: { id: string; url: string }, face: FacePicture | undefined, { masthead }: Site) {
  const { name, beat, affiliation, follow = [], desk } = getOwn(masthead.authors, id) ?? { name: id };
  const house = { "@type": "Organization", name: affiliation ?? masthead.publication.name };
  const about = desk ? { "@type": "Organization", name, url } : { "@type": "Person", name, url };
  return {
    "@context": "https://schema.org",
    ...about,
    ...(desk ? { parentOrganization: house } : { ...(beat ? { jobTitle: beat } : {}), affiliation: house }),
    ...(face ? { image: faceObject(face) } : {}),
    ...(follow.length > 0 ? { sameAs: follow.map((each) => each.url) } : {}),
  };
}

const faceObject = ({ url, type, width, height, alt, credit }: FacePicture) => ({
  "@type": "ImageObject",
  contentUrl: url,
  encodingFormat: type,
  width,
  height,
  caption: alt,
  ...(credit === undefined ? {} : { creditText: credit }),
});
