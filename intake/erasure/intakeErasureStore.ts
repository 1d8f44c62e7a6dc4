import type { Connection } from 'mongoose'
import { escapeRegExp } from '../../platform/lang/escapeRegExp.ts'
import type { ErasureTargets } from '../../privacy/erasure/erasure.ts'
import { createErasedObjectStore } from '../chatwoot/state/erasedObjectStore.ts'
import { eventKeysOf } from './eventKeys.ts'

type ObjectDocument = {
  _id: string
  kind: string
  account: string
  objectId: string
  version: number
  state: string
  told: unknown[]
  eloId: string | null
  erasedAt?: Date
}
type DeliveryDocument = {
  _id: string
  system: string
  group: string | null
  body: string
  state: string
  reason: string | null
  receivedAt: Date
  sentAt: Date
  settledAt: Date | null
}

/** Erases what the intake has stored of a customer: the objects of Chatwoot, and the deliveries about them. */
export type IntakeErasureStore = {
  count(targets: ErasureTargets): Promise<{ chatwootObjects: number; webhookInbox: number }>
  /**
   * Erase what arrived until `requestedAt`. It can be repeated. Keyed hashes of the objects stay, and the deliveries
   * without their bodies. What arrived later and waits is of a new customer, and stays.
   */
  erase(targets: ErasureTargets, requestedAt: Date, at: Date): Promise<ConcernedDeliveries>
}

/** The deliveries about an erased customer, as they were found before their objects were erased. */
export type ConcernedDeliveries = {
  /** Whether some that arrived until this time wait to be processed. */
  isWaiting(until: Date): Promise<boolean>
  /** Erase the bodies of those that are processed. */
  eraseProcessed(at: Date): Promise<void>
}

/** Shorter values, such as a number of a customer, may be anything in a text. */
const minimumValueLength = 6

export function createIntakeErasureStore(connection: Connection): IntakeErasureStore {
  const objects = connection.collection<ObjectDocument>('chatwootObjects')
  const deliveries = connection.collection<DeliveryDocument>('webhookInbox')
  const erased = createErasedObjectStore(connection)

  /** The keys of the conversations: those that the graph has, and those of which it has nothing yet. */
  async function conversationKeysOf(targets: ErasureTargets): Promise<string[]> {
    const keys = new Set(targets.chatwootConversations.map((id) => `conversation:${id}`))
    for (const contact of targets.chatwootContacts) {
      const [account = '', id = ''] = contact.split(':')
      const state = { $regex: `"contacts":\\{[^}]*"${escapeRegExp(id)}":` }
      const found = objects.find({ kind: 'conversation', account, state }, { projection: { _id: 1 } })
      for await (const { _id } of found) keys.add(_id)
    }
    return [...keys]
  }

  async function filtersOf(targets: ErasureTargets) {
    const contacts = targets.chatwootContacts.map((id) => `contact:${id}`)
    const conversations = await conversationKeysOf(targets)
    const keys = [...contacts, ...conversations]
    const named = conversations.map((key) => ({ state: { $regex: `"${escapeRegExp(key)}"` } }))
    const values = targets.values
      .map((value) => value.replace(/^\+/u, ''))
      .filter((value) => value.length >= minimumValueLength)
      .map(escapeRegExp)
    const isWithBody = { body: { $ne: '' } }
    const notUnderstood =
      values.length > 0 ? [{ group: null, body: { $regex: values.join('|'), $options: 'i', $ne: '' } }] : []
    return {
      keys,
      objects: { erasedAt: { $exists: false }, $or: [{ _id: { $in: keys } }, ...named] },
      deliveries: { system: 'chatwoot', $or: [{ group: { $in: keys }, ...isWithBody }, ...notUnderstood] },
    }
  }

  async function eraseObjects(targets: ErasureTargets, at: Date): Promise<void> {
    const filters = await filtersOf(targets)
    // First the marks: then no delivery that is being processed brings an object back.
    await erased.mark(filters.keys, at)
    // Also of what was not processed yet: a process may hold it in memory.
    const waiting = deliveries.find({
      $and: [filters.deliveries, { state: 'received', receivedAt: { $lte: at } }],
    })
    for await (const delivery of waiting) await erased.mark(eventKeysOf(delivery), at)
    for await (const { _id } of objects.find(filters.objects, { projection: { _id: 1 } })) {
      await erased.mark([_id], at)
      await objects.deleteOne({ _id })
    }
  }

  return {
    async count(targets) {
      const filters = await filtersOf(targets)
      return {
        chatwootObjects: await objects.countDocuments(filters.objects),
        webhookInbox: await deliveries.countDocuments(filters.deliveries),
      }
    },
    async erase(targets, requestedAt, at) {
      const { deliveries: concerned } = await filtersOf(targets)
      await eraseObjects(targets, requestedAt)
      const eraseBodies = (isEnded: object, settledAt: Date) =>
        deliveries.updateMany(
          { $and: [concerned, isEnded] },
          { $set: { body: '', reason: null, state: 'done', settledAt } },
        )
      // What is processed is in the log, of whoever it is by now.
      await eraseBodies({ $or: [{ state: 'done' }, { receivedAt: { $lte: requestedAt } }] }, at)
      return {
        async isWaiting(until) {
          const waiting = { state: 'received', receivedAt: { $lte: until } }
          const found = await deliveries.findOne({ $and: [concerned, waiting] }, { projection: { _id: 1 } })
          return found !== null
        },
        async eraseProcessed(settledAt) {
          await eraseBodies({ state: 'done' }, settledAt)
        },
      }
    },
  }
}
