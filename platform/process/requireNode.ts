/**
 * Ends this process with one line when its Node.js is too old. Import it first: on an old Node.js other modules fail
 * with errors that do not name the cause. Keep it equal to `engines` in package.json.
 */
const [oldestMajor, oldestMinor] = [20, 19]
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  const expected = `Node.js ${oldestMajor}.${oldestMinor} or newer`
  process.stderr.write(`Elo expected ${expected}, got ${process.versions.node}\n`)
  process.exit(1)
}

export {}
