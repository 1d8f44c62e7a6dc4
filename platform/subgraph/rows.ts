import { z } from 'zod'

/**
 * Which rows a caller may see, whatever its scopes: `departments` of interactions and conversations (null: all; what has
 * no department is seen by all), and which customers: all, those with a conversation that is assigned to the actor, or
 * the one customer that the caller is.
 */
export const rowsSchema = z.object({
  departments: z.array(z.string()).nullable(),
  customers: z.discriminatedUnion('which', [
    z.object({ which: z.literal('ALL') }),
    z.object({ which: z.literal('ASSIGNED'), actorId: z.string() }),
    z.object({ which: z.literal('OWN'), customerId: z.string() }),
  ]),
})

export type Rows = z.infer<typeof rowsSchema>

/** Every row. */
export const allRows: Rows = { departments: null, customers: { which: 'ALL' } }
