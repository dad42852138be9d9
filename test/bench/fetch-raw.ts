import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";

/** Requests a URL and returns the bytes as they arrived; `fetch` would decode them. */
export async function fetchRaw(
  url: URL,
  headers: Record<string, string> = {},
): Promise<{ headers: Headers; bytes: Uint8Array<ArrayBuffer> }> {
  const [response]: IncomingMessage[] = await once(get(url.href, { headers }), "response");
  if (response?.statusCode !== 200) throw new Error(`${url} answers with ${response?.statusCode}`);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const told = new Headers();
  for (const [name, value] of Object.entries(response.headers)) told.set(name, String(value));
  for (const name of ["connection", "date", "keep-alive", "transfer-encoding"]) told.delete(name);
  return { headers: told, bytes: new Uint8Array(Buffer.concat(chunks)) };
}
