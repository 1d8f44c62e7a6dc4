/** The path of the compiler's binary for this platform. */
declare module 'relay-compiler' {
  const binary: string
  export default binary
}
