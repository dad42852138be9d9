import type { FormerLicence } from "../../../model/licence/former-licence.ts";
import type { Site } from "../../site.ts";
import { Time } from "./time.tsx";

/** What may go on, though its licence was taken back: CC BY 4.0 §2(a)(1), §6. */
export function FormerLicences({ former, site }: { former: readonly FormerLicence[]; site: Site }) {
  return (
    <>
      {former.map(({ name, url, until }) => (
        <p>
          Copies made before <Time at={until} site={site} /> under <a href={url}>{name}</a> may go on under it.
        </p>
      ))}
    </>
  );
}
