import { z } from 'zod'

/** A subscription and its caller. The query has a variable `after`. */
export type Subscription = { key: string; query: string; variables: Record<string, unknown> }

/** One result of a subscription, as every transport carries it. */
export const resultSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.looseObject({ message: z.string(), extensions: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
})
export type StreamResult = z.infer<typeof resultSchema>

export type StreamRequest = {
  port: number
  subscription: Subscription
  /** The last cursor that the client has handled; null: it begins now. */
  after: string | null
  onResult: (result: StreamResult) => void
  /** Called once: the connection ended, or could not be opened. A retryable refusal is an end. */
  onEnd: () => void
}

/** An open subscription. `close` ends it without `onEnd`. */
export type OpenStream = { close(): void }
