import type { PublisherJson } from "../../../contract/publisher.ts";
import { Acceptance } from "./application-page.tsx";
import { type TabFrame, tabPage } from "./tab-page.tsx";

type AgreementsPageProps = TabFrame & { view: PublisherJson; mayManage: boolean };

/** `/publisher/agreements`: which licences are accepted, and which can be. */
export const agreementsPage = ({ view, mayManage, ...frame }: AgreementsPageProps): string =>
  tabPage(
    "agreements",
    frame,
    view.licences.map((licence) => (
      <section class="panel flow">
        <h2>
          <a href={licence.terms}>{licence.name}</a>
        </h2>
        {licence.accepted === licence.version ? (
          <p>
            <span class="mark good">Version {licence.version} is accepted.</span>
          </p>
        ) : (
          <Acceptance licence={licence} site={frame.site} address="/publisher" mayAccept={mayManage} />
        )}
      </section>
    )),
  );
