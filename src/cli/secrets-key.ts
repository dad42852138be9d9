import { newSecretsKey } from "./secrets.ts";

// npm run secrets-key: makes the key that encrypts webhooks' secrets, as SECRETS_KEY wants it.
console.log(newSecretsKey());
console.error(
  `A new key. Give it to the Worker: npx wrangler secret put SECRETS_KEY
Keep it: what it encrypted can't be read with another. If it is lost, publishers rotate their webhooks' secrets.`,
);
