/** The part of Node's zlib that we use, which workerd provides. Node's own types would add all of its globals. */
declare module "node:zlib" {
  export const constants: { readonly BROTLI_PARAM_QUALITY: number; readonly BROTLI_PARAM_SIZE_HINT: number };
  export function brotliCompressSync(bytes: Uint8Array, options: { params: Record<number, number> }): Uint8Array;
  export function gzipSync(bytes: Uint8Array): Uint8Array;
}
