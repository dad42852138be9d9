import { registerHooks } from "node:module";

// openapi-typescript prints types with the TypeScript 5 API, which TypeScript 7 no longer has. @ts-morph/common bundles
// TypeScript 5 without its commands, so `tsc` remains version 7. Loaded with `node --import`.

const SHIM = `data:text/javascript,${encodeURIComponent(
  `import { ts } from ${JSON.stringify(import.meta.resolve("@ts-morph/common"))}; export default ts;`,
)}`;

registerHooks({
  resolve: (specifier, context, next) => next(specifier === "typescript" ? SHIM : specifier, context),
});
