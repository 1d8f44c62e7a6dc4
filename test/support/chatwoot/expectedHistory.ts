import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** The types of identifiers that expected.json lists. A receiver may store more. */
const listedTypes = ['PHONE', 'EMAIL', 'CPF', 'INTERNAL_ID', 'INSTAGRAM', 'TELEGRAM']

/** An interaction in the shape of expected.json, with a value for everything that the file leaves out. */
export type ComparableInteraction = { occurredAt: string; kind: string } & Record<string, unknown>

/** A customer with everything in a fixed order, so that two lists of customers can be compared. */
export type ComparableCustomer = {
  chatwootContacts: string[]
  /** `TYPE value`. */
  identifiers: string[]
  interactions: ComparableInteraction[]
}

/** A customer as read from a graph, in any order. */
export type RenderedCustomer = {
  identifiers: { type: string; value: string }[]
  interactions: ComparableInteraction[]
}

/** Sorted customers with only the identifiers that the file lists. Customers without a Chatwoot contact come first. */
export function comparable(customers: RenderedCustomer[]): ComparableCustomer[] {
  const byContact = (a: ComparableCustomer, b: ComparableCustomer) =>
    (a.chatwootContacts[0] ?? '').localeCompare(b.chatwootContacts[0] ?? '', 'en', { numeric: true })
  return customers
    .map(({ identifiers, interactions }) => ({
      chatwootContacts: identifiers
        .filter(({ type }) => type === 'CHATWOOT_CONTACT')
        .map(({ value }) => value)
        .sort(),
      identifiers: identifiers
        .filter(({ type }) => listedTypes.includes(type))
        .map(({ type, value }) => `${type} ${value}`)
        .sort(),
      interactions: [...interactions].sort((a, b) =>
        a.occurredAt === b.occurredAt ? 0 : a.occurredAt < b.occurredAt ? -1 : 1,
      ),
    }))
    .sort(byContact)
}

const partSchema = z
  .object({ id: z.union([z.string(), z.number()]).transform(String), name: z.string().nullish() })
  .nullable()
const partsSchema = z.record(z.string(), partSchema)

const fileSchema = z.object({
  customers: z.array(
    z.object({
      identifiers: z.array(z.object({ type: z.string(), value: z.string() })),
      chatwootContacts: z.array(z.string()),
      interactions: z.array(z.looseObject({ occurredAt: z.string(), kind: z.string() })),
    }),
  ),
  quarantined: z.array(z.number()),
  refused: z.array(z.number()),
  ignored: z.array(z.number()),
  secrets: z.array(z.string()),
})

/** The parts of a hand-off with ids as text. The parts of `from` have no names. */
export function comparableParts(parts: Record<string, z.infer<typeof partSchema>>, isNamed: boolean) {
  return Object.fromEntries(
    Object.entries(parts)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([part, who]) => [part, who && { id: who.id, ...(isNamed && { name: who.name ?? null }) }]),
  )
}

function filledIn(interaction: ComparableInteraction): ComparableInteraction {
  switch (interaction.kind) {
    case 'MESSAGE':
    case 'NOTE': {
      const attachments = z
        .array(z.object({ type: z.string(), transcript: z.string().optional() }))
        .default([])
        .parse(interaction['attachments'])
      return {
        ...interaction,
        attachments: attachments.map(({ type, transcript = null }) => ({ type, transcript })),
        deleted: interaction['deleted'] ?? false,
        delivery: interaction['delivery'] ?? null,
      }
    }
    case 'HANDOFF':
      return {
        ...interaction,
        from: comparableParts(partsSchema.parse(interaction['from']), false),
        to: comparableParts(partsSchema.parse(interaction['to']), true),
      }
    case 'FEEDBACK':
      return { ...interaction, comment: interaction['comment'] ?? null }
    default:
      return interaction
  }
}

/** The customers that the deliveries of a file must result in, and the numbers of the lines that are not processed. */
export function expectedHistory(
  file: string | URL = new URL('../../fixtures/chatwoot/expected.json', import.meta.url),
) {
  const { customers, ...rest } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  return {
    ...rest,
    customers: comparable(
      customers.map(({ identifiers, chatwootContacts, interactions }) => ({
        identifiers: [
          ...identifiers,
          ...chatwootContacts.map((value) => ({ type: 'CHATWOOT_CONTACT', value })),
        ],
        interactions: interactions.map(filledIn),
      })),
    ),
  }
}
