import type { Child } from "hono/jsx";
import { imageUrl } from "../../../model/address.ts";
import { PAGE } from "../../../model/policy.ts";
import type { Site } from "../../site.ts";
import type { LangMark } from "./lang.ts";

type NameProps = {
  site: Site;
  href: string;
  /** The language of the name, if it isn't the page's. */
  mark?: LangMark;
  children?: Child;
};

/** The logo and name in a page's header, linked to the home page. */
export function Name({ site, href, mark = {}, children }: NameProps) {
  const { logo } = site.masthead.publication;
  return (
    <a class="name" href={href}>
      {logo && (
        <img
          src={imageUrl(site.origin, logo)}
          alt=""
          width={PAGE.logoWidth}
          height={Math.max(1, Math.round((PAGE.logoWidth * logo.height) / logo.width))}
        />
      )}
      <span {...mark}>{children}</span>
    </a>
  );
}
