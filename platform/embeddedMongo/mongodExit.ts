/** That a mongod has left, and what it said last. The message is for people, `code` is for programs. */
export class MongodExit extends Error {
  override readonly name = 'MongodExit'
  /** The exit code; null when it was ended by a signal or never ran. */
  readonly code: number | null

  constructor(
    binary: string,
    exit: {
      code?: number | null
      signal?: NodeJS.Signals | null
      lines: readonly string[]
      cause?: Error | undefined
    },
  ) {
    const how = exit.signal ? `was ended by ${exit.signal}` : `left with code ${exit.code ?? 'none'}`
    super(`${binary} ${exit.cause ? `failed: ${exit.cause.message}` : how}.${lastWords(exit.lines)}`, {
      cause: exit.cause,
    })
    this.code = exit.code ?? null
  }

  /** Another mongod holds the data folder. */
  get isDataInUse(): boolean {
    return this.code === 100 && this.message.includes('DBPathInUse')
  }

  /** Another process took the port between our looking and its binding. */
  get isPortInUse(): boolean {
    return this.code === 48
  }
}

/** Its errors where it logged any (JSON lines of severity E or F), else its last lines as they are. */
function lastWords(lines: readonly string[]): string {
  const errors = lines.filter((line) => /"s":"[EF]"/.test(line)).map(errorOf)
  const words = errors.length > 0 ? errors : lines.slice(-3)
  return words.length > 0 ? ` It said: ${words.join(' / ')}` : ''
}

function errorOf(line: string): string {
  const error = /"error":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1]
  const message = /"msg":"((?:[^"\\]|\\.)*)"/.exec(line)?.[1]
  return [message, error].filter((part) => part !== undefined).join(': ') || line
}
