import { APPLICATION } from "../../model/policy.ts";
import { HOUR } from "../../model/time.ts";
import { countPublishersSince } from "../../store/publisher/publisher.ts";
import { type PublisherContext, timeId } from "./context.ts";

/** Whether the wire takes another application: with many networks, one person could otherwise still flood the desk's list. */
export async function mayTakeMore({ db, now }: Pick<PublisherContext, "db" | "now">): Promise<boolean> {
  return (await countPublishersSince(db, timeId(now - HOUR), APPLICATION.perHour)) < APPLICATION.perHour;
}
