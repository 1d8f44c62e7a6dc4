import { z } from 'zod'
import type { IdentityChangeBody } from '../../../interactions/identityChange.ts'
import { bodyOf, type Interaction } from '../../../interactions/interaction.ts'

/** The fields of an IDENTITY interaction that identity owns. */
export type IdentityChangeView = {
  id: string
  change: 'MERGED' | 'UNMERGED' | 'ERASED' | null
  reason: string | null
  profileIds: string[] | null
}

const readable = z.object({
  change: z.enum(['MERGED', 'UNMERGED', 'ERASED']),
  reason: z.string().nullable(),
  rule: z.string(),
  customers: z.array(z.array(z.string())),
})

const rulesInWords = new Map([
  ['SHARED_IDENTIFIER', 'Identifiers of both were given together.'],
  ['MUST_LINK', 'It was decided that they are the same person.'],
  ['MUST_NOT_LINK', 'It was decided that they are different persons.'],
  ['SHARED_VALUE', 'Only an identifier that is shared connected them.'],
  ['WITHDRAWN_CLAIM', 'Only an identifier that one of them no longer has connected them.'],
])

/** Null when there is no such interaction or it is of another kind; its fields null when it cannot be read. */
export function identityChangeView(interaction: Interaction | null): IdentityChangeView | null {
  if (interaction?.kind !== 'IDENTITY') return null
  const body = readable.safeParse(bodyOf<IdentityChangeBody>(interaction))
  if (!body.success) return { id: interaction.id, change: null, reason: null, profileIds: null }
  const { change, reason, rule, customers } = body.data
  return {
    id: interaction.id,
    change,
    reason: reason ?? rulesInWords.get(rule) ?? null,
    profileIds: customers.flat(),
  }
}
