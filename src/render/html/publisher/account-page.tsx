import type { PublisherJson } from "../../../contract/publisher.ts";
import { Domains, Leave, Reasons, STATUS } from "./application-page.tsx";
import { type TabFrame, tabPage } from "./tab-page.tsx";

type AccountPageProps = TabFrame & { view: PublisherJson; mayManage: boolean; isContact: boolean };

/** `/publisher/account`: a publisher's application and its address, its domains, and how to close the account. */
export const accountPage = ({ view, mayManage, isContact, ...frame }: AccountPageProps): string =>
  tabPage(
    "account",
    frame,
    <>
      <p>
        <b>{STATUS[view.status]}.</b> {view.reason}
      </p>
      <Domains view={view} address={mayManage ? "/publisher" : undefined} site={frame.site} />
      {view.licences.map((licence) => (
        <section class="flow">
          <h2>{licence.name}</h2>
          <Reasons licence={licence} status={view.status} site={frame.site} />
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
      A private address that shows your application’s status. Anyone with it can see the status but can’t change
      anything. A new address replaces the old one.
    </p>
    <form method="post" action="/publisher/address">
      <button type="submit">Create a new address</button>
    </form>
  </section>
);
