import { newImagesKey } from "./secrets.ts";

// npm run images-key: makes the key for the addresses of licensed images, as IMAGES_KEY wants it.
console.log(newImagesKey());
console.error(
  `A new key. Give it to the Worker: npx wrangler secret put IMAGES_KEY
Keep it: with another, every address of a licensed image is a new one, and pages that show the old one show nothing.`,
);
