/** Ctrl-C under npm can come twice: from the terminal, and passed on by npm where `sh` is bash. */
const sameSignalMs = 500

/** The exit code of a command that was interrupted. */
export const interruptedCode = 130

/**
 * A signal that aborts at Ctrl-C, for a command that then ends after its current step and says what it has done. Another
 * Ctrl-C, half a second later, ends the process at once.
 */
export function createInterruption(): AbortSignal {
  const interruption = new AbortController()
  let interruptedAt = 0
  const interrupt = () => {
    if (!interruption.signal.aborted) {
      interruptedAt = performance.now()
      interruption.abort()
    } else if (performance.now() - interruptedAt > sameSignalMs) process.exit(interruptedCode)
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return interruption.signal
}
