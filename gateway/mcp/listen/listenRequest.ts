import { z } from 'zod'

const listenSchema = z.looseObject({
  method: z.literal('subscriptions/listen'),
  params: z.looseObject({
    notifications: z.looseObject({ resourceSubscriptions: z.array(z.string()).default([]) }),
  }),
})

/** A request to be notified of changes of resources. */
export type ListenRequest = z.infer<typeof listenSchema>

/** A body as a request to listen; null when it is none, or is malformed. */
export function listenRequestIn(body: unknown): ListenRequest | null {
  return listenSchema.safeParse(body).data ?? null
}

/** The same request for some of its resources only, and for nothing else: no list of Elo ever changes. */
export function narrowed({ params, ...request }: ListenRequest, uris: readonly string[]): ListenRequest {
  return { ...request, params: { ...params, notifications: { resourceSubscriptions: [...uris] } } }
}
