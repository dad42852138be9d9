// The samples are imported as text: the Worker build and the test build treat files in this folder as text.

declare module "*.sh" {
  const text: string;
  export default text;
}
declare module "*.py" {
  const text: string;
  export default text;
}
declare module "*.mjs" {
  const text: string;
  export default text;
}
declare module "*.php" {
  const text: string;
  export default text;
}
