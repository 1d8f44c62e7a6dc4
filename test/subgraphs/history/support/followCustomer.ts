import { z } from 'zod'
import type { Interaction } from '../../../../interactions/interaction.ts'
import { interactionModel, toInteraction } from '../../../../interactions/log/interactionModel.ts'
import { historySubscription, type LiveEvent, liveEvents } from './liveEvents.ts'
import { asAgent, type History } from './startHistory.ts'

const pageAnswer = z.object({
  _entities: z.tuple([
    z.object({
      history: z.object({
        streamCursor: z.string(),
        nodes: z.array(z.object({ id: z.string(), revision: z.number() })),
      }),
    }),
  ]),
})

/** Subscribe to a customer's history. */
export async function followCustomer(
  history: History,
  customerId: string,
  given: { after?: string; filter?: Record<string, unknown> } = {},
  principal = asAgent,
) {
  return liveEvents(await history.subscribe(historySubscription, { customerId, ...given }, principal))
}

/** The change and the interaction's id of each event, all ids of LEFT in their order; null for a position. */
export function changesOf(events: LiveEvent[]): (string | null)[] {
  return events.map(({ change, interaction, interactionIds }) => {
    if (interactionIds) return [change, ...[...interactionIds].sort()].join(' ')
    return interaction && `${change} ${interaction.id}`
  })
}

/** The changes without the ids of merges and unmerges, of which a test knows no ids. */
export function changesWithIdentity(events: LiveEvent[], known: readonly string[]): (string | null)[] {
  const named = (id: string) => (known.includes(id) ? id : 'IDENTITY')
  return changesOf(events).map(
    (change) =>
      change && change.replaceAll(/int_[\w-]+/gu, (id) => named(id)).replace(/(?: IDENTITY)+$/u, ' IDENTITY'),
  )
}

/** All interactions in these logs. */
export async function readLogs(history: History, profileIds: string[]): Promise<Interaction[]> {
  const documents = await interactionModel(history.connection)
    .find({ profileId: { $in: profileIds } })
    .lean()
  return documents.map(toInteraction)
}

/** The newest 100 interactions of a customer. */
export async function readPage(history: History, profileIds: string[]) {
  const { data } = await history.ask(
    `query ($customer: _Any!) {
      _entities(representations: [$customer]) {
        ... on Customer { history(last: 100) { streamCursor nodes { id revision } } }
      }
    }`,
    { customer: { __typename: 'Customer', profileId: profileIds[0], profileIds } },
  )
  return pageAnswer.parse(data)._entities[0].history
}
