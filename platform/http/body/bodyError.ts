/** A body that is refused. `status` is the HTTP status of the answer, `headers` are sent with it. */
export class BodyError extends Error {
  override name = 'BodyError'
  readonly status: 400 | 413 | 415
  readonly headers: Record<string, string>

  constructor(
    status: BodyError['status'],
    message: string,
    { headers = {}, ...options }: ErrorOptions & { headers?: Record<string, string> } = {},
  ) {
    super(message, options)
    this.status = status
    this.headers = headers
  }
}
