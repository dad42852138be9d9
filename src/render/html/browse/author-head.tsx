import { getOwn } from "../../../model/get-own.ts";
import { PAGE } from "../../../model/policy.ts";
import { type FacePicture, facePicture } from "../../feed/pictures-of.ts";
import { frameWords } from "../../messages/language.ts";
import { srcsetOf } from "../../picture.ts";
import type { Site } from "../../site.ts";
import { ownMark } from "../kit/lang.ts";

/** An author's profile, with links for following them elsewhere. */
export function AuthorHead({ id, site }: { id: string; site: Site }) {
  const { name, beat, affiliation, email, follow = [] } = getOwn(site.masthead.authors, id) ?? { name: id };
  const about = [beat, affiliation ?? site.masthead.publication.name].filter((each) => each !== undefined);
  const face = facePicture(id, site);
  return (
    <header class={face ? "head face" : "head"}>
      {face && <Face face={face} />}
      <h1 dir="auto">{name}</h1>
      <p class="quiet" {...ownMark(site, frameWords(site).language)}>
        {about.join(", ")}
      </p>
      {(follow.length > 0 || email) && (
        <p class="row small">
          {follow.map(({ label, url }) => (
            <a href={url}>{label}</a>
          ))}
          {email && <a href={`mailto:${email}`}>{email}</a>}
        </p>
      )}
    </header>
  );
}

/** The author's picture, uncropped, because automatic cropping can cut through a face. */
function Face({ face }: { face: FacePicture }) {
  const srcset = srcsetOf(face);
  return (
    <figure>
      <img
        src={face.url}
        srcset={srcset}
        sizes={srcset && `${PAGE.faceWidth}px`}
        alt={face.alt}
        width={PAGE.faceWidth}
        height={Math.max(1, Math.round((PAGE.faceWidth * face.height) / face.width))}
        decoding="async"
      />
      {face.credit && <figcaption>{face.credit}</figcaption>}
    </figure>
  );
}
