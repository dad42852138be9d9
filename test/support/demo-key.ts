import { fetchAnew, type startClone } from "./clone.ts";

type Clone = Awaited<ReturnType<typeof startClone>>;

/** Makes a read key as the demo publisher of `npm start`, the way a person would: with the printed link and a form. */
export async function makeDemoKey({ origin, output }: Clone): Promise<string> {
  const link = /\/sign-in\/cwlink_\S+/.exec(output())?.[0];
  const signedIn = await post(`${origin}${link}`, {}, origin);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const made = await post(`${origin}/publisher/keys`, { name: "CMS", scope: "read", kind: "full" }, origin, cookie);
  const page = await made.text();
  const key = /\bcw_[\w-]{50}/.exec(page)?.[0];
  if (key === undefined) throw new Error(`There is no key on the page (${made.status}):\n${page}`);
  return key;
}

const post = (address: string, fields: Record<string, string>, origin: string, cookie = "") =>
  fetchAnew(address, {
    method: "POST",
    headers: { Origin: origin, Cookie: cookie },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
