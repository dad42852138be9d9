import { newToken, tokenEntry } from "./secrets.ts";

// npm run token -- name: makes a desk token. It is shown once; the Worker only ever gets its hash.
const [name] = process.argv.slice(2);
if (name === undefined || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
  console.error("Usage: npm run token -- name   (lowercase letters, digits and hyphens; the log shows this name)");
  process.exit(1);
}
const token = newToken();
console.log(`Token, shown once:   ${token}`);
console.log(`Entry for DESK_TOKENS: ${await tokenEntry(name, token)}`);
console.log("Give the Worker the entries of all tokens, separated by spaces: npx wrangler secret put DESK_TOKENS");
