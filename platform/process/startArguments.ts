import { readCommandLine, UsageError } from './commandLine.ts'

/**
 * A process of Elo takes no arguments, only settings. Ends this process with exit code 0 and the usage when `args` asks
 * for help, and with exit code 2 when it has anything else. Otherwise does nothing.
 */
export function checkStartArguments(args: readonly string[], usage: string): void {
  try {
    if (readCommandLine(args, { options: {} }) !== 'help') return
    process.stdout.write(`${usage}\n`)
    process.exit(0)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${error.message}\n\n${usage}\n`)
    process.exit(2)
  }
}
