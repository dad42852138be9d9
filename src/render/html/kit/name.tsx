import type { Child } from "hono/jsx";
import { imageUrl } from "../../../model/address.ts";
import { PAGE } from "../../../model/policy.ts";
import type { Site } from "../../site.ts";
import type { LangMark } from "./lang.ts";

type NameProps = {
  site: Site;
  href: string;
  /** The language of the name, among words of another one. */
  mark?: LangMark;
  children?: Child;
};

/** The logo and a name at the top of a page, which lead home. */
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
