/** Why following ended for good: the same request would be refused again. */
export class FollowError extends Error {
  override name = 'FollowError'
  /** The code of the graph (`NOT_FOUND`, `FORBIDDEN`, `INVALID_CURSOR` …), or `CLOSED_4400` and the like. */
  readonly code: string
  /** `extensions` of the error of the graph; empty when it came from elsewhere. */
  readonly extensions: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, extensions: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.extensions = extensions
  }
}
