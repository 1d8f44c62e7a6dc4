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
    /**
     * It declares `$customerId`, and `$after` when it is to be resumed. `#N#` in the operation stands for the number of the
     * subscription, when it is to be another for each.
     */
    query: z.string(),
    /** The variable `customerId` of the subscriptions, in turn. */
    customerIds: z.array(z.string()),
  }),
  /** Wait until so many frames more have come since the last wait. */
  z.object({ do: z.literal('await'), frames: z.int() }),
  /** The same, with the time of each. */
  z.object({ do: z.literal('arrivals'), frames: z.int() }),
  /** Read nothing more from the sockets that were opened last, so many of them, and count none of their frames. */
  z.object({ do: z.literal('pause'), sockets: z.int() }),
  /** Break all connections without a word. */
  z.object({ do: z.literal('drop') }),
  /** Open again what was dropped, all at once, each after the cursor of its last frame, and wait for so many frames. */
  z.object({ do: z.literal('resume'), frames: z.int() }),
  z.object({ do: z.literal('close') }),
])
export type SubscriberLoad = z.infer<typeof subscriberLoadSchema>

/**
 * When the last awaited frame came, in ms of the system's clock; a frame as it came; for `arrivals` when each of them
 * came.
 */
export const subscriberAnswerSchema = z.object({
  at: z.number(),
  frame: z.string(),
  arrivals: z.array(z.number()),
})
export type SubscriberAnswer = z.infer<typeof subscriberAnswerSchema>
