import type { PublisherJson } from "../../../contract/publisher.ts";
import { versionUrl } from "../../../model/address.ts";
import { Acceptance, isAccepted } from "./application-page.tsx";
import { type TabFrame, tabPage } from "./tab-page.tsx";

type AgreementsPageProps = TabFrame & { view: PublisherJson; mayManage: boolean };

/** `/publisher/agreements`: which licenses are accepted, and which can be. */
export const agreementsPage = ({ view, mayManage, ...frame }: AgreementsPageProps): string =>
  tabPage(
    "agreements",
    frame,
    view.licences.map((licence) => (
      <section class="panel flow">
        <h2>
          <a href={licence.terms}>{licence.name}</a>
        </h2>
        {isAccepted(licence) ? (
          <p>
            <span class="mark good">You accepted version {licence.accepted}.</span>
            {licence.accepted !== licence.version && (
              <>
                {" "}
                Only the wording changed in{" "}
                <a href={versionUrl(frame.site.origin, licence.id, licence.version)}>version {licence.version}</a>, so
                there’s nothing to accept.
              </>
            )}
          </p>
        ) : (
          <Acceptance licence={licence} site={frame.site} address="/publisher" mayAccept={mayManage} />
        )}
      </section>
    )),
  );
