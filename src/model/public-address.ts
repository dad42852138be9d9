import { z } from "zod";
import { domainProblem } from "./domain.ts";
import { LENGTH } from "./policy.ts";

/** An address that we send something to: https at a public domain, at the default port, without user information or fragment. */
export const publicAddress = z
  .string()
  .overwrite((text) => (URL.canParse(text) ? new URL(text).href : text))
  .refine(isPublicAddress, {
    error: `an HTTPS address of at most ${LENGTH.webAddress} characters at a public domain, without a port, user name or fragment`,
  });

/** Whether something may be sent there. Checked before every request, because a stored URL could predate the rule. */
export function isPublicAddress(text: string): boolean {
  if (text.length > LENGTH.webAddress || !URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password, hash } = new URL(text);
  const isPlain = protocol === "https:" && port === "" && username === "" && password === "" && hash === "";
  return isPlain && domainProblem(hostname) === undefined;
}
