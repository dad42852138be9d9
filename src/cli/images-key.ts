import { newImagesKey } from "./secrets.ts";

// npm run images-key: makes the key for the addresses of licensed images, as IMAGES_KEY wants it.
console.log(newImagesKey());
console.error(
  `A new key. Give it to the Worker: npx wrangler secret put IMAGES_KEY
Keep a copy. If the key changes, so does the address of every licensed image, and pages that use the old address show no picture.`,
);
