import { expect } from 'vitest'
import { z } from 'zod'
import type { NewInteraction } from '../../../../interactions/interaction.ts'
import { asAgent, type History } from './startHistory.ts'

const knownQuery = `query ($customer: _Any!, $keys: [FactKind!]!) {
  _entities(representations: [$customer]) {
    ... on Customer {
      known(keys: $keys) { key told complete values { value normalised toldBy interaction { id channel } } }
    }
  }
}`
const duplicatesQuery = `query ($customer: _Any!, $first: Int, $since: DateTime) {
  _entities(representations: [$customer]) {
    ... on Customer {
      duplicateQuestions(first: $first, since: $since) {
        complete questions { key question { id } answer { value toldBy interaction { id } } }
      }
    }
  }
}`

const knownSchema = z.array(
  z.object({
    key: z.string(),
    told: z.boolean(),
    complete: z.boolean(),
    values: z.array(
      z.object({
        value: z.string(),
        normalised: z.string(),
        toldBy: z.string(),
        interaction: z.object({ id: z.string(), channel: z.string().nullable() }),
      }),
    ),
  }),
)
const duplicatesSchema = z.object({
  complete: z.boolean(),
  questions: z.array(
    z.object({
      key: z.string(),
      question: z.object({ id: z.string() }),
      answer: z.object({ value: z.string(), toldBy: z.string(), interaction: z.object({ id: z.string() }) }),
    }),
  ),
})

const representation = (profileIds: readonly string[] | null) => ({
  __typename: 'Customer',
  profileId: profileIds?.[0] ?? 'cus_1',
  profileIds,
})

export async function askKnown(
  history: History,
  profileIds: readonly string[] | null,
  keys: readonly string[],
  principal = asAgent,
) {
  return history.ask(knownQuery, { customer: representation(profileIds), keys }, principal)
}

/** `Customer.known`; fails when there is none. */
export async function known(
  history: History,
  profileIds: readonly string[],
  keys: readonly string[],
  principal = asAgent,
) {
  const { data, errors } = await askKnown(history, profileIds, keys, principal)
  expect(errors).toBeUndefined()
  return z.object({ _entities: z.tuple([z.object({ known: knownSchema })]) }).parse(data)._entities[0].known
}

export async function askDuplicates(
  history: History,
  profileIds: readonly string[] | null,
  given: { first?: number; since?: string } = {},
  principal = asAgent,
) {
  return history.ask(duplicatesQuery, { customer: representation(profileIds), ...given }, principal)
}

/** `Customer.duplicateQuestions`; fails when there is none. */
export async function duplicates(
  history: History,
  profileIds: readonly string[],
  given: { first?: number; since?: string } = {},
  principal = asAgent,
) {
  const { data, errors } = await askDuplicates(history, profileIds, given, principal)
  expect(errors).toBeUndefined()
  return z.object({ _entities: z.tuple([z.object({ duplicateQuestions: duplicatesSchema })]) }).parse(data)
    ._entities[0].duplicateQuestions
}

const start = Date.parse('2026-06-01T12:00:00.000Z')
export const minute = 60_000
export const day = 24 * 60 * minute

/** What a message says, the given number of minutes after the start. */
export function said(
  minutes: number,
  text: string | null,
  fields: Partial<NewInteraction> & {
    by?: 'CUSTOMER' | 'HUMAN' | 'AI' | 'AUTOMATION'
    deleted?: boolean
  } = {},
): Partial<NewInteraction> {
  const { by = 'CUSTOMER', deleted = false, ...others } = fields
  return {
    occurredAt: new Date(start + minutes * minute),
    actor: { kind: by, id: null, name: null },
    conversationId: 'cnv_1',
    body: { text, attachments: [], deliveryStatus: null, deleted, editedAt: null },
    ...others,
  }
}

export const timeOf = (minutes: number) => new Date(start + minutes * minute).toISOString()
