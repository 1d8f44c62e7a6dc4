const everyMs = 2_000
let shownAt = performance.now()

/**
 * Show how far a command is, on standard error: where it is a terminal as one line that replaces the one before it,
 * otherwise as lines of their own, the first after two seconds and then one every two seconds. An empty text ends it.
 */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`)
  else if (text !== '' && performance.now() - shownAt >= everyMs) {
    shownAt = performance.now()
    process.stderr.write(`${text}\n`)
  }
}
