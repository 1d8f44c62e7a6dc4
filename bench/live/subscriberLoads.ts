import { z } from 'zod'

/** What the process with the subscribers is asked, one after the other. */
export const subscriberLoadSchema = z.discriminatedUnion('do', [
  /** Open sockets, each with some subscriptions, and wait for the first event of each; raw sockets get no event. */
  z.object({
    do: z.literal('open'),
    url: z.string(),
    sockets: z.int(),
    perSocket: z.int(),
    isRaw: z.boolean(),
    /** `#N#` in the operation stands for the number of the subscription, when it is to be another for each. */
    query: z.string(),
    variables: z.record(z.string(), z.unknown()),
  }),
  /** Wait until so many frames more have come since the last wait. */
  z.object({ do: z.literal('await'), frames: z.int() }),
  z.object({ do: z.literal('close') }),
])
export type SubscriberLoad = z.infer<typeof subscriberLoadSchema>

/** When the last awaited frame came, in ms of the system's clock; a frame as it came. */
export const subscriberAnswerSchema = z.object({ at: z.number(), frame: z.string() })
export type SubscriberAnswer = z.infer<typeof subscriberAnswerSchema>
