import type { ClientSession, Connection } from 'mongoose'
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
  /** The open conversation of any of these profiles on a channel, the one with the latest activity. */
  findOpen(profileIds: string[], channel: Channel): Promise<Conversation | null>
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
  /** Something was said or done in it at this time. */
  touch(id: string, at: Date): Promise<void>
}

export function createConversationStore(connection: Connection): ConversationStore {
  const model = conversationModel(connection)

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

    async findOpen(profileIds, channel) {
      const document = await model
        .findOne({ profileId: { $in: profileIds }, channel, status: { $in: openStatuses } })
        .sort({ lastActivityAt: -1 })
        .read('primary')
        .readConcern('local')
        .lean()
      return document && toConversation(document)
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

    async touch(id, at) {
      await model.updateOne(
        { _id: id },
        { $max: { activityAt: at, lastActivityAt: at }, $inc: { revision: 1 } },
      )
    },
  }
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
