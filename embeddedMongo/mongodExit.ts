import { z } from 'zod'

/** That a mongod has left, and what it said last. The message is for people, the rest is for programs. */
export class MongodExit extends Error {
  override readonly name = 'MongodExit'
  /** Another mongod holds the data folder. */
  readonly isDataInUse: boolean
  /** Another process took the port between our looking and its binding. */
  readonly isPortInUse: boolean

  /** `lines` are its last; `code` is null when a signal ended it or when it never ran. */
  constructor(
    binary: string,
    exit: {
      code?: number | null
      signal?: NodeJS.Signals | null
      lines: readonly string[]
      cause?: Error | undefined
    },
  ) {
    const { code = null, signal, lines, cause } = exit
    const how = signal ? `was ended by ${signal}` : `left with code ${code}`
    super(`${binary} ${cause ? `failed: ${cause.message}` : how}.${lastWords(lines)}`, { cause })
    this.isDataInUse = code === 100 && lines.some((line) => line.includes('DBPathInUse'))
    this.isPortInUse = code === 48
  }
}

/** Lines about commands, which quote what they look for and write. */
const quotesData = /"c":\s*"(?:COMMAND|QUERY|WRITE|TXN)"/u

/** Its errors where it logged any, else its last lines as they are, without those that quote data. */
function lastWords(lines: readonly string[]): string {
  const errors = lines.flatMap(errorIn)
  const words = errors.length > 0 ? errors : lines.filter((line) => !quotesData.test(line)).slice(-3)
  return words.length > 0 ? ` It said: ${words.join(' / ')}` : ''
}

const LoggedError = z.object({
  /** Severity: error or fatal. */
  s: z.enum(['E', 'F']),
  msg: z.string(),
  attr: z.object({ error: z.union([z.string(), z.object({ errmsg: z.string() })]).optional() }).optional(),
})

function errorIn(line: string): string[] {
  try {
    const { msg, attr } = LoggedError.parse(JSON.parse(line))
    const error = typeof attr?.error === 'object' ? attr.error.errmsg : attr?.error
    return [error === undefined ? msg : `${msg}: ${error}`]
  } catch {
    return []
  }
}
