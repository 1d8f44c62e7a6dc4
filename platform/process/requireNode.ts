/**
 * Ends this process with one line when its Node.js is too old. To be imported first: other modules fail on an old
 * Node.js with errors that do not say why. Keep it in step with `engines` of package.json.
 */
const [oldestMajor, oldestMinor] = [20, 19]
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  const expected = `Node.js ${oldestMajor}.${oldestMinor} or newer`
  process.stderr.write(`Elo expected ${expected}, got ${process.versions.node}\n`)
  process.exit(1)
}

export {}
