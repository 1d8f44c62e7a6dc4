/** The connection was lost, or has to be opened again. Nothing is lost: the stream is resumed after the last cursor. */
export class Interruption extends Error {
  override name = 'Interruption'
  /** How long Elo asks to wait, in milliseconds; null when it did not say. */
  readonly waitMs: number | null
  /** The token was refused or has expired. */
  readonly needsToken: boolean

  constructor(
    reason: string,
    {
      waitMs = null,
      needsToken = false,
      ...options
    }: { waitMs?: number | null; needsToken?: boolean; cause?: unknown } = {},
  ) {
    super(reason, options)
    this.waitMs = waitMs
    this.needsToken = needsToken
  }
}
