import { newSecretsKey } from "./secrets.ts";

// npm run secrets-key: makes the key that encrypts webhooks' secrets, for SECRETS_KEY.
console.log(newSecretsKey());
console.error(
  `A new key. Give it to the Worker: npx wrangler secret put SECRETS_KEY
Keep a copy: no other key can read what this one encrypted. If you lose it, publishers have to rotate their webhooks' secrets.`,
);
