import { newSigningKey } from "./secrets.ts";

// npm run signing-key: makes a key that signs agreements, for SIGNING_KEYS.
const key = await newSigningKey();
console.log(JSON.stringify([key]));
console.error(
  `A new key, ${key.kid}. Give it to the Worker: npx wrangler secret put SIGNING_KEYS
To rotate, put it before the existing keys: [new, old, …]. Keep the old ones, so agreements that they signed can still be checked.`,
);
