// Receives a wire's messages and accepts only those it signed. Needs Node.js 20 or later:
// SECRET=whsec_… PORT=8080 node webhook.mjs
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";

const SECRET = Buffer.from(process.env.SECRET.replace("whsec_", ""), "base64");
const OLDEST_SECONDS = 300;

function isGenuine(headers, body) {
  const sent = headers["webhook-timestamp"];
  // A timestamp that isn't a number is refused, too.
  if (!(Math.abs(Date.now() / 1000 - Number(sent)) <= OLDEST_SECONDS)) return false;
  const expected = createHmac("sha256", SECRET).update(`${headers["webhook-id"]}.${sent}.`).update(body).digest();
  // While a rotated secret is still valid, there are two signatures.
  return String(headers["webhook-signature"])
    .split(" ")
    .filter((each) => each.startsWith("v1,"))
    .map((each) => Buffer.from(each.slice("v1,".length), "base64"))
    .some((each) => each.length === expected.length && timingSafeEqual(each, expected));
}

createServer(async (request, response) => {
  const body = await buffer(request);
  const genuine = isGenuine(request.headers, body);
  response.writeHead(genuine ? 204 : 401).end();
  // It says what happened to which story. Now ask /v1/changes.
  if (genuine) console.log(JSON.parse(body).type);
}).listen(Number(process.env.PORT));
