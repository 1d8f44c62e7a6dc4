import type { ClientSession, Connection } from 'mongoose'
import { primaryEpoch } from '../../platform/primaryEpoch.ts'
import type { Channel } from '../../platform/interaction.ts'
import type { NewestFirst } from '../../platform/newestFirstPage.ts'
import { type Conversation, type ConversationFilter, lastActivityOf, openStatuses } from './conversation.ts'
import { type ConversationDocument, conversationModel } from './conversationModel.ts'

const rememberedKeys = 50

export type ConversationStore = {
  find(id: string, session?: ClientSession): Promise<Conversation | null>
  /** One read; in any order, without those there are not. */
  findAll(ids: readonly string[]): Promise<Conversation[]>
  /** Those that were recorded from this source or with this key of this scope; at most two. */
  findRecorded(recorded: {
    keyScope: string
    source: { system: string; externalId: string } | null
    idempotencyKey: string | null
  }): Promise<Conversation[]>
  /**
   * Note that something is said at this time in the open conversation of any of these profiles on a channel, the one
   * with the latest activity, and give it as it is then; null when there is none. See `Activity`.
   */
  touchOpen(profileIds: string[], channel: Channel, at: Date): Promise<Activity | null>
  page(filter: ConversationFilter, query: NewestFirst): Promise<Conversation[]>
  /**
   * A duplicate key, when the source, the key or - for one that is `continued` by messages - the profile's place on
   * the channel is taken.
   */
  insert(
    conversation: Conversation,
    options?: { isContinued?: boolean; session?: ClientSession },
  ): Promise<void>
  /** Write a later state over the one it was made from; null when that is not the latest any more. */
  save(conversation: Conversation, session?: ClientSession): Promise<Conversation | null>
  /** Something was said or done in it at this time, if that is news. Resolves when a majority has it. */
  touch(id: string, at: Date): Promise<void>
  /** As `touch`, to be followed by another write. See `Activity`. */
  touchFirst(conversation: Conversation, at: Date): Promise<Activity>
}

/**
 * The time of a conversation's last activity, written by the primary and not waited for any longer. Write next what
 * was said, with a majority, and then call `settle`: the majority that has the later write has this one too, unless
 * the primary was lost in between; then it is written again.
 */
export type Activity = { conversation: Conversation; settle(): Promise<void> }

export function createConversationStore(connection: Connection): ConversationStore {
  const model = conversationModel(connection)
  // By the driver itself, for speed.
  const collection = connection.collection<ConversationDocument>(model.collection.collectionName)
  primaryEpoch(connection)

  return {
    async find(id, session) {
      const document = await model
        .findById(id)
        .session(session ?? null)
        .lean()
      return document && toConversation(document)
    },

    async findAll(ids) {
      const documents = await model.find({ _id: { $in: [...ids] } }).lean()
      return documents.map(toConversation)
    },

    async findRecorded({ keyScope, source, idempotencyKey }) {
      const keys = [
        ...(source
          ? [{ keyScope, 'source.system': source.system, 'source.externalId': source.externalId }]
          : []),
        ...(idempotencyKey === null ? [] : [{ keyScope, idempotencyKeys: idempotencyKey }]),
      ]
      if (keys.length === 0) return []
      // Local: who has lost against a duplicate must see it, though it may not be majority-committed yet.
      const documents = await model.find({ $or: keys }).read('primary').readConcern('local').lean()
      return documents.map(toConversation)
    },

    async touchOpen(profileIds, channel, at) {
      const epoch = primaryEpoch(connection)
      const document = await collection.findOneAndUpdate(
        { profileId: { $in: profileIds }, channel, status: { $in: openStatuses } },
        activityAt(at),
        { sort: { lastActivityAt: -1 }, returnDocument: 'after', ...notWaiting },
      )
      return document && activity(toConversation(document), at, epoch)
    },

    async page({ statuses, channels }, { filter, sort, limit }) {
      const documents = await model
        .find({
          ...filter,
          ...(statuses && { status: { $in: statuses } }),
          ...(channels && { channel: { $in: channels } }),
        })
        .sort(sort)
        .limit(limit)
        .lean()
      return documents.map(toConversation)
    },

    async insert(conversation, { isContinued = false, session } = {}) {
      const { profileId, channel } = conversation
      const document = {
        ...toDocument(conversation),
        ...(isContinued && { openKey: `${profileId}|${channel}` }),
      }
      await model.create([document], session ? { session } : {})
    },

    async save(conversation, session) {
      const { _id, idempotencyKeys, ...fields } = toDocument(conversation)
      const { revision } = conversation
      const document = await model
        .findOneAndUpdate(
          { _id, revision },
          {
            $set: {
              ...fields,
              revision: revision + 1,
              ...(idempotencyKeys && { idempotencyKeys: idempotencyKeys.slice(-rememberedKeys) }),
            },
            ...(conversation.status === 'RESOLVED' && { $unset: { openKey: 1 } }),
          },
          { returnDocument: 'after', ...(session && { session }) },
        )
        .lean()
      return document && toConversation(document)
    },

    touch,

    async touchFirst(conversation, at) {
      const epoch = primaryEpoch(connection)
      const isKnown = conversation.activityAt !== null && conversation.activityAt >= at
      if (!isKnown) await collection.updateOne({ _id: conversation.id }, activityAt(at), notWaiting)
      return activity(conversation, at, epoch)
    },
  }

  async function touch(id: string, at: Date): Promise<void> {
    await collection.updateOne(
      { _id: id, $or: [{ activityAt: null }, { activityAt: { $lt: at } }] },
      activityAt(at),
    )
  }

  function activity(conversation: Conversation, at: Date, epoch: number): Activity {
    return {
      conversation,
      async settle() {
        if (primaryEpoch(connection) !== epoch) await touch(conversation.id, at)
      },
    }
  }
}

const notWaiting = { writeConcern: { w: 1 } } as const

function activityAt(at: Date) {
  return { $max: { activityAt: at, lastActivityAt: at }, $inc: { revision: 1 } }
}

function toDocument(conversation: Conversation): ConversationDocument {
  const { id, keyScope, source, idempotencyKeys, ...fields } = conversation
  return {
    _id: id,
    ...fields,
    lastActivityAt: lastActivityOf(conversation),
    ...(keyScope !== null && { keyScope }),
    ...(source && { source }),
    ...(idempotencyKeys.length > 0 && { idempotencyKeys }),
  }
}

function toConversation({
  _id,
  lastActivityAt: _lastActivityAt,
  openKey: _openKey,
  keyScope,
  source,
  idempotencyKeys,
  ...fields
}: ConversationDocument): Conversation {
  return {
    id: _id,
    ...fields,
    keyScope: keyScope ?? null,
    source: source ?? null,
    idempotencyKeys: idempotencyKeys ?? [],
  }
}
