/** A piece of code that refuses or hides something, and the tests that fail without it. */
export type Guard = {
  /** Unique, in lower case with hyphens; also the name for `npm run test:guards -- --only`. */
  name: string
  /** What nobody can do because of it, as a sentence for SECURITY.md. */
  stops: string
  file: string
  /** A text that is in the file exactly once. */
  find: string
  /** What takes its place to remove the guard. The file must stay valid. */
  replaceWith: string
  /** Test files of which at least one test fails without the guard. */
  tests: readonly string[]
}
