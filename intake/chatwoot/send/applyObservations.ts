import { LRUCache } from 'lru-cache'
import type { Logger } from '../../../platform/process/log/logger.ts'
import type { ChatwootObjectStore, StoredObject } from '../state/chatwootObjectStore.ts'
import { type ChatwootObject, keyOf } from '../state/chatwootObject.ts'
import { GraphFailure, type GraphMutations, GraphRefusal, type MutationAnswer } from './graphMutations.ts'
import { planMutations } from './mutationPlan.ts'
import { type PlannedMutation, source } from './plannedMutation.ts'
import { withoutParts, withoutRefused } from './withoutRefused.ts'

/**
 * Bring the graph up to date with the observations of a delivery that arrived at this time. It can be repeated; a repeat
 * changes nothing. ERASED, and nothing is changed, when they are of a customer who was erased.
 */
export type ApplyObservations = (
  observations: readonly ChatwootObject[],
  receivedAt: Date,
) => Promise<'APPLIED' | 'ERASED'>

/** The conversation that a mutation refers to is not recorded in Elo, because its own mutation was refused. */
class NoConversationError extends Error {
  override name = 'NoConversationError'
}

const cachedConversations = 20_000

/** Without the withdrawals that were sent before. What others have said of these identifiers since then stands. */
function withoutSent(planned: PlannedMutation, { syncStates }: StoredObject): PlannedMutation {
  const sent = (planned.withdrawals ?? []).flatMap(({ name, fingerprint }, index) =>
    syncStates.get(name)?.fingerprint === fingerprint ? [`withdrawnIdentifiers.${index}`] : [],
  )
  return { ...planned, input: withoutParts(planned.input, sent) }
}

/** A merge that need not be carried out: done before, in any way, or forbidden by a person's decision. */
const settledMerge = ['SAME_CUSTOMER', 'IDEMPOTENCY_CONFLICT', 'DECIDED_DIFFERENT']

/**
 * Joins the observations of a delivery into the stored objects, and sends each planned mutation whose content has
 * changed. Each mutation carries the object's version, so that among concurrent senders and repeats after a crash the
 * latest state wins.
 *
 * Rejects with a GraphFailure when a mutation fails, else with a GraphRefusal when one is refused. It sends everything
 * else first.
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
  const conversationIds = new LRUCache<string, string>({ max: cachedConversations })

  /** Sent again without what is refused. A person's decision about two customers stands. */
  async function identify(planned: PlannedMutation): Promise<MutationAnswer> {
    const answer = await mutate(planned.mutation, planned.input)
    if (answer.userErrors.length === 0) return answer
    const rest = withoutRefused(planned, answer)
    const codes = answer.userErrors.map(({ code }) => code)
    logger.info(
      { event: 'chatwoot_identifiers_refused', codes, operation: planned.name },
      'identifiers of a contact were refused',
    )
    if (rest) return identify(rest)
    return codes.every((code) => code === 'DECIDED_DIFFERENT') ? { id: null, userErrors: [] } : answer
  }

  /**
   * Merge the customers of these contacts as a person who merges two customers. The idempotency key keeps a merge from being
   * made again after a person has undone it.
   */
  async function merge({ mutation, input, contacts = [] }: PlannedMutation): Promise<MutationAnswer> {
    const customers: { contact: string; id: string }[] = []
    for (const identifier of contacts) {
      const answer = await mutate('identifyCustomer', { identifiers: [identifier], source })
      if (answer.id === null) return answer
      customers.push({ contact: identifier.value, id: answer.id })
    }
    const [first, ...others] = customers
    for (const { contact, id } of others) {
      if (!first || id === first.id) continue
      const answer = await mutate(mutation, {
        ...input,
        customerId: first.id,
        otherCustomerId: id,
        idempotencyKey: `${source} merged ${first.contact} and ${contact}`,
      })
      const codes = answer.userErrors.map(({ code }) => code)
      if (codes.length === 0) continue
      if (!codes.some((code) => settledMerge.includes(code))) return answer
      logger.info({ event: 'chatwoot_merge_left_out', codes }, 'a merge of contacts was left out')
    }
    return { id: null, userErrors: [] }
  }

  function inputOf({ input, conversation }: PlannedMutation, version: number): Record<string, unknown> {
    const { source: reference } = input
    const versioned = typeof reference === 'object' ? { source: { ...reference, version } } : {}
    if (conversation === null) return { ...input, ...versioned }
    const conversationId = conversationIds.get(conversation)
    if (conversationId === undefined) throw new NoConversationError(`${conversation} has no id in Elo`)
    return { ...input, ...versioned, conversationId }
  }

  async function send(stored: StoredObject, planned: PlannedMutation, receivedAt: Date): Promise<void> {
    const { object, version, eloId, syncStates } = stored
    const { name, mutation, fingerprint } = planned
    const key = keyOf(object)
    const answer =
      mutation === 'identifyCustomer'
        ? await identify(withoutSent(planned, stored))
        : mutation === 'mergeCustomers'
          ? await merge(planned)
          : await mutate(mutation, inputOf(planned, version))
    if (answer.userErrors.length > 0 && mutation === 'setCustomerAttributes') {
      const codes = answer.userErrors.map(({ code }) => code)
      logger.warn(
        { event: 'chatwoot_attribute_left_out', object: key, operation: name, codes },
        'an attribute of a contact was left out',
      )
    } else if (answer.userErrors.length > 0) {
      const reasons = answer.userErrors.map(({ code, message }) => `${code}: ${message}`)
      throw new GraphRefusal(`${mutation} for ${key}: ${reasons.join('; ')}`)
    }
    if (object.kind === 'conversation' && name === 'record' && answer.id !== null) {
      if (eloId !== answer.id) await store.saveEloId(key, answer.id)
      conversationIds.set(key, answer.id)
    }
    for (const withdrawal of planned.withdrawals ?? []) {
      if (syncStates.get(withdrawal.name)?.fingerprint !== withdrawal.fingerprint)
        await store.saveSyncState(key, withdrawal.name, { fingerprint: withdrawal.fingerprint, version })
    }
    await store.saveSyncState(key, name, { fingerprint, version })
    if (name === 'identify') await sendLater(object, version, planned, receivedAt)
  }

  /**
   * Another sender may have sent a later state of the contact before this one. Then what it withdrew is claimed again, so
   * the later state is sent again.
   */
  async function sendLater(
    object: ChatwootObject,
    version: number,
    sent: PlannedMutation,
    receivedAt: Date,
  ): Promise<void> {
    const [later] = (await store.join([object], receivedAt)) ?? []
    if (!later || later.version === version) return
    const planned = planMutations(later.object).find(({ name }) => name === 'identify')
    if (!planned || planned.fingerprint === sent.fingerprint) return
    // The delivery of this one is repeated after a crash, and must not find the later state as sent.
    await store.saveSyncState(keyOf(object), planned.name, { fingerprint: '', version: later.version })
    await send({ ...later, syncStates: new Map() }, planned, receivedAt)
  }

  return async (observations, receivedAt) => {
    const objects = await store.join(observations, receivedAt)
    if (!objects) return 'ERASED'
    for (const { object, eloId } of objects) {
      if (object.kind === 'conversation' && eloId !== null) conversationIds.set(keyOf(object), eloId)
    }
    const refusals: GraphRefusal[] = []
    const failures: GraphFailure[] = []
    for (const stored of objects) {
      for (const planned of planMutations(stored.object)) {
        if (stored.syncStates.get(planned.name)?.fingerprint === planned.fingerprint) continue
        try {
          await send(stored, planned, receivedAt)
        } catch (error) {
          // The other mutations do not depend on one that failed, unless it identifies their customer.
          if (error instanceof GraphRefusal) refusals.push(error)
          else if (error instanceof GraphFailure && planned.mutation !== 'identifyCustomer') {
            failures.push(error)
          } else if (refusals.length + failures.length === 0 || !(error instanceof NoConversationError))
            throw error
        }
      }
    }
    const [problem] = [...failures.sort(byUrgency), ...refusals]
    if (problem) throw problem
    return 'APPLIED'
  }
}

/** Outages come first, and among them those of subgraphs that later deliveries of the conversation depend on. */
function byUrgency(a: GraphFailure, b: GraphFailure): number {
  const rank = ({ isOutage, mutation }: GraphFailure) =>
    isOutage ? (mutation === 'recordFeedback' ? 1 : 0) : 2
  return rank(a) - rank(b)
}
