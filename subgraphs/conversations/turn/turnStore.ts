import type { ClientSession, Connection } from 'mongoose'
import { retryOnDuplicateKey } from '../../../platform/mongo/retryOnDuplicateKey.ts'
import { duplicateKeyOf } from '../../../platform/mongo/mongoErrors.ts'
import { newId } from '../../../platform/lang/ids.ts'
import type { TurnState } from './turn.ts'
import { type TurnDocument, turnModel } from './turnModel.ts'
import {
  endBotUpdate,
  handToBotUpdate,
  type PersonActed,
  personUpdate,
  releaseUpdate,
  renewUpdate,
  takeUpdate,
  type TakeValues,
  type TurnSubject,
  undoUpdate,
} from './watch/turnUpdates.ts'

/** A conversation, and the profiles of its customer as far as they are known. */
export type ConversationSubject = { conversationId: string; profileIds: readonly string[] }

/** The turns in the database. Every write is one atomic command; every state is as it is after the command, or newer. */
export type TurnStore = {
  /** The turns that cover a conversation: its own, and those of its customer. */
  readCovering(subject: ConversationSubject): Promise<TurnState[]>
  /** The turns of the customer with these profiles; several after a merge. */
  readOfCustomer(profileIds: readonly string[]): Promise<TurnState[]>
  /** The turns of conversations of the customer that somebody holds now; at most 50. */
  readHeldConversations(profileIds: readonly string[]): Promise<TurnState[]>
  readByTurnId(turnId: string): Promise<TurnState | null>
  /** The turn that was taken with a key. */
  readByKey(key: string): Promise<TurnState | null>
  /** The state after an attempt to take it. Null when another turn was taken with the key. */
  take(subject: TurnSubject, values: Omit<TakeValues, 'turnId'>): Promise<TurnState | null>
  /** Take back what an attempt took. */
  undo(id: string, attempt: string, key: string | null): Promise<void>
  renew(turnId: string, values: Parameters<typeof renewUpdate>[0]): Promise<TurnState | null>
  release(turnId: string, values: Parameters<typeof releaseUpdate>[0]): Promise<TurnState | null>
  /** A person acted in a conversation: they get its turn, and a bot that has the turn of the customer loses it. */
  personActed(subject: ConversationSubject, acted: PersonActed, session?: ClientSession): Promise<void>
  /** A person took the turn of the customer, or of one conversation: bots lose the turns that overlap with it. */
  endBots(subject: TurnSubject): Promise<void>
  handedToBot(
    subject: ConversationSubject,
    botId: string,
    acted: Pick<PersonActed, 'at'>,
    session?: ClientSession,
  ): Promise<void>
}

// What another has just written counts, though a majority may not have it yet.
const latest = { readPreference: 'primary', readConcern: { level: 'local' } } as const
const heldConversations = 50

export function createTurnStore(connection: Connection): TurnStore {
  const model = turnModel(connection)
  // The driver itself is faster.
  const collection = connection.collection<TurnDocument>(model.collection.collectionName)

  async function read(filter: Record<string, unknown>, limit = heldConversations): Promise<TurnState[]> {
    const documents = await collection
      .aggregate<TurnDocument & { now: Date }>(
        [{ $match: filter }, { $limit: limit }, { $set: { now: '$$NOW' } }],
        latest,
      )
      .toArray()
    return documents.map(toState)
  }

  /** Update one document, and give it with the database's time. */
  async function update(
    filter: Record<string, string>,
    stages: object[],
    { upsert = false }: { upsert?: boolean } = {},
  ): Promise<TurnState | null> {
    const document = await collection.findOneAndUpdate(filter, stages, {
      upsert,
      returnDocument: 'after',
      projection: { ...projected, now: '$$NOW' },
    })
    return document && toState({ now: new Date(0), ...document })
  }

  return {
    readCovering: ({ conversationId, profileIds }) =>
      read({ $or: [{ _id: conversationId }, { ...ofCustomer(profileIds) }] }),
    readOfCustomer: (profileIds) => read(ofCustomer(profileIds)),
    readHeldConversations: (profileIds) =>
      read({
        scope: 'CONVERSATION',
        profileIds: { $in: [...profileIds] },
        $expr: { $gt: ['$busyUntil', '$$NOW'] },
      }),
    async readByTurnId(turnId) {
      const [state] = await read({ turnId }, 1)
      return state ?? null
    },
    async readByKey(key) {
      const [state] = await read({ 'keys.key': key }, 1)
      return state ?? null
    },
    async take(subject, values) {
      try {
        return await retryOnNewDocument(() =>
          update({ _id: subject.id }, takeUpdate(subject, { ...values, turnId: newId('trn') }), {
            upsert: true,
          }),
        )
      } catch (error) {
        if (duplicateKeyOf(error)?.includes('keys.key')) return null
        throw error
      }
    },
    async undo(id, attempt, key) {
      await collection.updateOne({ _id: id }, undoUpdate(attempt, key))
    },
    renew: (turnId, values) => update({ turnId }, renewUpdate(values)),
    release: (turnId, values) => update({ turnId }, releaseUpdate(values)),
    async personActed({ conversationId, profileIds }, acted, session) {
      const subject: TurnSubject = {
        id: conversationId,
        scope: 'CONVERSATION',
        profileIds: [...profileIds],
      }
      // In this order, see `takeTurn`: whoever takes the turn of the customer meanwhile finds that of the conversation.
      const write = () =>
        collection.bulkWrite(
          [
            {
              updateOne: {
                filter: { _id: conversationId },
                update: personUpdate(subject, acted, newId('trn')),
                upsert: true,
              },
            },
            { updateMany: { filter: ofCustomer(profileIds), update: endBotUpdate(acted) } },
          ],
          { ordered: true, ...(session && { session }) },
        )
      // Within a transaction a duplicate key ends the transaction, which its caller runs again.
      await (session ? write() : retryOnDuplicateKey(write))
    },
    async endBots({ scope, profileIds }) {
      const others = scope === 'CUSTOMER' ? 'CONVERSATION' : 'CUSTOMER'
      const filter = {
        scope: others,
        profileIds: { $in: profileIds },
        'holder.kind': { $ne: 'HUMAN' },
      } as const
      await collection.updateMany(filter, endBotUpdate({ at: null }))
    },
    async handedToBot({ conversationId, profileIds }, botId, acted, session) {
      await collection.updateMany(
        { $or: [{ _id: conversationId }, ofCustomer(profileIds)] },
        handToBotUpdate(botId, acted),
        session ? { session } : {},
      )
    },
  }
}

const projected = {
  turnId: 1,
  scope: 1,
  token: 1,
  holder: 1,
  origin: 1,
  keyScope: 1,
  since: 1,
  until: 1,
  endedBy: 1,
  person: 1,
  personAt: 1,
  personUntil: 1,
  past: 1,
  keys: 1,
  attempt: 1,
}

function ofCustomer(profileIds: readonly string[]) {
  return { scope: 'CUSTOMER' as const, profileIds: { $in: [...profileIds] } }
}

/** Two first writes of one document conflict; a key that another turn has does so for ever. */
async function retryOnNewDocument<Result>(write: () => Promise<Result>): Promise<Result> {
  let failure: unknown
  const result = await retryOnDuplicateKey(async () => {
    try {
      return { value: await write() }
    } catch (error) {
      if (!duplicateKeyOf(error)?.includes('keys.key')) throw error
      failure = error
      return null
    }
  })
  if (result) return result.value
  throw failure
}

function toState({ _id, turnId, scope, now, ...document }: TurnDocument & { now: Date }): TurnState {
  const { token, holder, origin, keyScope, since, until, endedBy } = document
  const { person, personAt, personUntil, past, keys, attempt } = document
  return {
    ...{ id: _id, turnId, scope, token, holder, origin, keyScope, since, until, endedBy },
    ...{ person, personAt, personUntil, past, keys, attempt, now },
  }
}
