import type { GraphQLError } from 'graphql'

/** How the results of one operation are written into one response that stays open. All parts are texts of the body. */
export type EventFormat = {
  transport: 'sse' | 'multipart'
  headers: Readonly<Record<string, string>>
  /** The beginning of the body; `retryMs` is the pause after which the client is to connect again. */
  begin(retryMs: number): string
  /** What keeps the connection alive. */
  keepAlive: string
  /** One result, as JSON, with the cursor of its root object, if it has one. */
  next(json: string, cursor: string | null): string
  /** The errors with which an operation ends or is refused; followed by `complete`, unless the client is to resume. */
  fail(errors: readonly GraphQLError[]): string
  /** The end of an operation that is not to be resumed. */
  complete: string
  /** The end of a stream that the client is to resume, after `fail`. */
  interrupted: string
  /** The end of a stream because the server stops; the client is to resume it after this pause. */
  stop(retryMs: number, cursor: string | null): string
}
