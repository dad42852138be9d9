// The samples are imported as text: the Worker's build and the tests' know this folder's files as such.

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
