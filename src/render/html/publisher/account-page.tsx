import type { PublisherJson } from "../../../contract/publisher.ts";
import { Domains, Leave, Reasons, STATUS } from "./application-page.tsx";
import { type TabFrame, tabPage } from "./tab-page.tsx";

type AccountPageProps = TabFrame & { view: PublisherJson; mayManage: boolean; isContact: boolean };

/** `/publisher/account`: how a publisher's application stands, its domains, its application's address, and how to close the account. */
export const accountPage = ({ view, mayManage, isContact, ...frame }: AccountPageProps): string =>
  tabPage(
    "account",
    frame,
    <>
      <p>
        <b>{STATUS[view.status]}.</b> {view.reason}
      </p>
      <Domains view={view} action={mayManage ? "/publisher/proofs" : undefined} site={frame.site} />
      {view.licences.map((licence) => (
        <section class="flow">
          <h2>{licence.name}</h2>
          <Reasons reasons={licence.reasons} />
        </section>
      ))}
      {isContact && (
        <>
          <Address />
          {view.status !== "left" && <Leave action="/publisher/leave" />}
        </>
      )}
    </>,
  );

const Address = () => (
  <section class="flow">
    <h2>Application address</h2>
    <p class="mid">
      An address that shows how your application stands to whoever has it, and changes nothing. A new one ends the one
      before.
    </p>
    <form method="post" action="/publisher/address">
      <button type="submit">Make a new address</button>
    </form>
  </section>
);
