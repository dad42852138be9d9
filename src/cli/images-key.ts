import { newImagesKey } from "./secrets.ts";

// npm run images-key: makes the key for the URLs of licensed images, for IMAGES_KEY.
console.log(newImagesKey());
console.error(
  `A new key. Give it to the Worker: npx wrangler secret put IMAGES_KEY
Keep a copy. If the key changes, so does the address of every licensed image, and pages that use the old address show no picture.`,
);
