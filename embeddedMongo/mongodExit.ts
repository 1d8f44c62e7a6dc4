import { z } from 'zod'

/** The end of a mongod process. The message holds its last output. */
export class MongodExit extends Error {
  override readonly name = 'MongodExit'
  /** Another mongod holds the data folder. */
  readonly isDataInUse: boolean
  /** Another process took the port before mongod could. */
  readonly isPortInUse: boolean

  /** `lines` is its last output; `code` is null when a signal ended it, or when it never ran. */
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
    const how = signal ? `was ended by ${signal}` : `exited with code ${code}`
    super(`${binary} ${cause ? `failed: ${cause.message}` : how}.${lastOutput(lines)}`, { cause })
    this.isDataInUse = code === 100 && lines.some((line) => line.includes('DBPathInUse'))
    this.isPortInUse = code === 48
  }
}

/** Log lines about commands, which contain data. */
const quotesData = /"c":\s*"(?:COMMAND|QUERY|WRITE|TXN)"/u

/** The errors that mongod logged; when it logged none, its last three lines without those that contain data. */
function lastOutput(lines: readonly string[]): string {
  const errors = lines.flatMap(errorIn)
  const output = errors.length > 0 ? errors : lines.filter((line) => !quotesData.test(line)).slice(-3)
  return output.length > 0 ? ` Its last output: ${output.join(' / ')}` : ''
}

const loggedErrorSchema = z.object({
  /** Severity: error or fatal. */
  s: z.enum(['E', 'F']),
  msg: z.string(),
  attr: z.object({ error: z.union([z.string(), z.object({ errmsg: z.string() })]).optional() }).optional(),
})

function errorIn(line: string): string[] {
  try {
    const { msg, attr } = loggedErrorSchema.parse(JSON.parse(line))
    const error = typeof attr?.error === 'object' ? attr.error.errmsg : attr?.error
    return [error === undefined ? msg : `${msg}: ${error}`]
  } catch {
    return []
  }
}
