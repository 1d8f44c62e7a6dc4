import { LRUCache } from 'lru-cache'
import type { Logger } from '../../../platform/process/logger.ts'
import type { ChatwootObjectStore, KnownObject } from '../state/chatwootObjectStore.ts'
import { type ChatwootObject, keyOf } from '../state/chatwootObject.ts'
import { GraphFailure, type GraphMutations, GraphRefusal, type MutationAnswer } from './graphMutations.ts'
import { type Operation, operationsOf, withoutIdentifiers } from './mutationPlan.ts'

/** Let Elo know what a delivery's observations add. Repeatable at any point: what is known already changes nothing. */
export type ApplyObservations = (observations: readonly ChatwootObject[]) => Promise<void>

/** The conversation in which something is to be recorded is not known to Elo, since it was refused. */
class NoConversationError extends Error {
  override name = 'NoConversationError'
}

const rememberedConversations = 20_000

/** Indexes of the identifiers that the errors are about; null when an error is about something else. */
function refusedIdentifiers({ userErrors }: MutationAnswer): number[] | null {
  const indexes = userErrors.map(({ field }) =>
    field?.[0] === 'identifiers' && field[1] !== undefined ? Number(field[1]) : Number.NaN,
  )
  return indexes.every(Number.isInteger) ? indexes : null
}

/**
 * Tell the graph of what deliveries say, by the mutations anybody can call. Each object is first joined with what is
 * known of it; each operation whose content has changed is then sent with the object's version, so that of several
 * senders at once, and of repeats after a crash, the latest state counts.
 *
 * Rejects with GraphFailure when the graph cannot carry something out now, else with GraphRefusal when it refuses
 * something, after telling everything else.
 */
export function createApplyObservations({
  store,
  mutate,
  logger,
}: {
  store: ChatwootObjectStore
  mutate: GraphMutations
  logger: Logger
}): ApplyObservations {
  const conversationIds = new LRUCache<string, string>({ max: rememberedConversations })

  /** What does not identify is left out, and what a person decided stands: the rest is told all the same. */
  async function identify(operation: Operation): Promise<MutationAnswer> {
    const answer = await mutate(operation.mutation, operation.input)
    if (answer.userErrors.length === 0) return answer
    const refused = refusedIdentifiers(answer)
    const rest = refused && withoutIdentifiers(operation, refused)
    const codes = answer.userErrors.map(({ code }) => code)
    logger.info(
      { event: 'chatwoot_identifiers_refused', codes, operation: operation.name },
      'identifiers of a contact were refused',
    )
    if (rest) return identify(rest)
    return codes.every((code) => code === 'DECIDED_DIFFERENT') ? { id: null, userErrors: [] } : answer
  }

  function inputOf({ input, conversation }: Operation, version: number): Record<string, unknown> {
    const { source } = input
    const versioned = typeof source === 'object' ? { source: { ...source, version } } : {}
    if (conversation === null) return { ...input, ...versioned }
    const conversationId = conversationIds.get(conversation)
    if (conversationId === undefined) throw new NoConversationError(`${conversation} has no id in Elo`)
    return { ...input, ...versioned, conversationId }
  }

  async function tell(known: KnownObject, operation: Operation): Promise<void> {
    const { object, version } = known
    const key = keyOf(object)
    const isIdentification = operation.mutation === 'identifyCustomer'
    const answer = isIdentification
      ? await identify(operation)
      : await mutate(operation.mutation, inputOf(operation, version))
    if (answer.userErrors.length > 0) {
      const reasons = answer.userErrors.map(({ code, message }) => `${code}: ${message}`)
      throw new GraphRefusal(`${operation.mutation} for ${key}: ${reasons.join('; ')}`)
    }
    if (object.kind === 'conversation' && operation.name === 'record' && answer.id !== null) {
      if (known.eloId !== answer.id) await store.noteEloId(key, answer.id)
      conversationIds.set(key, answer.id)
    }
    await store.noteTold(key, operation.name, { print: operation.print, version })
  }

  return async (observations) => {
    const all = await store.join(observations)
    for (const known of all) {
      if (known.object.kind === 'conversation' && known.eloId !== null)
        conversationIds.set(keyOf(known.object), known.eloId)
    }
    const refusals: GraphRefusal[] = []
    const failures: GraphFailure[] = []
    for (const known of all) {
      for (const operation of operationsOf(known.object)) {
        if (known.told.get(operation.name)?.print === operation.print) continue
        try {
          await tell(known, operation)
        } catch (error) {
          // The rest does not need it, unless it is who the customer is.
          if (error instanceof GraphRefusal) refusals.push(error)
          else if (error instanceof GraphFailure && operation.mutation !== 'identifyCustomer') {
            failures.push(error)
          } else if (refusals.length + failures.length === 0 || !(error instanceof NoConversationError))
            throw error
        }
      }
    }
    const [problem] = [...failures.sort(byUrgency), ...refusals]
    if (problem) throw problem
  }
}

/** What an outage keeps from being told comes first, and of that what other deliveries of a conversation build on. */
function byUrgency(a: GraphFailure, b: GraphFailure): number {
  const rank = ({ isOutage, mutation }: GraphFailure) =>
    isOutage ? (mutation === 'recordFeedback' ? 1 : 0) : 2
  return rank(a) - rank(b)
}
