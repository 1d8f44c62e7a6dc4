import type { ClientSession, Connection } from 'mongoose'
import type { Channel } from '../../../interactions/interaction.ts'
import { isOneOf } from '../../../interactions/matter.ts'
import type { NewestFirst } from '../../../platform/paging/newestFirstPage.ts'
import { byId } from '../../../platform/mongo/byId.ts'
import { createBatchAcrossRequests } from '../../../platform/mongo/batchAcrossRequests.ts'
import { departmentConditions, mayReadDepartment } from '../../../interactions/visibility/visibility.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { ConversationFilter } from '../schemaTypes.ts'
import { type Conversation, departmentOf, lastActivityOf, later, openStatuses } from './conversation.ts'
import { type ConversationDocument, conversationModel } from './conversationModel.ts'

const rememberedKeys = 50

export type ConversationStore = {
  find(id: string, session?: ClientSession): Promise<Conversation | null>
  /** One read; in any order, without the ids that do not exist. */
  findAll(ids: readonly string[]): Promise<Conversation[]>
  /** Those whose ids are in a range of ids; at most 1,000. */
  findBetween(from: string, below: string): Promise<Conversation[]>
  /** The conversations that were recorded from this source or with this key of this scope; at most two. */
  findRecorded(recorded: {
    keyScope: string
    source: { system: string; externalId: string } | null
    idempotencyKey: string | null
  }): Promise<Conversation[]>
  /** The open conversation of any of these profiles on a channel that the principal may see, with the latest activity. */
  findOpen(profileIds: string[], channel: Channel, principal: Principal): Promise<Conversation | null>
  /** Those that the principal may see. */
  page(filter: ConversationFilter, query: NewestFirst, principal: Principal): Promise<Conversation[]>
  /**
   * Rejects with a duplicate key when the source or the key is taken, or when `isContinued` and the profile has an open
   * conversation on the channel.
   */
  insert(
    conversation: Conversation,
    options?: { isContinued?: boolean; session?: ClientSession },
  ): Promise<void>
  /** Replace the state that this one was made from; null when another write came first. */
  save(conversation: Conversation, session?: ClientSession): Promise<Conversation | null>
  /**
   * Note an interaction at this time. Resolves when a majority has it; requests share commands. Without the profile of
   * the conversation the write goes to every shard.
   */
  touch(conversation: { id: string; profileId: string | null }, at: Date): Promise<void>
}

const touchesAtOnce = 100
const placesAtOnce = 50
const openReadTogether = 500

// After a duplicate key the duplicate must be found, though it may not be majority-committed yet.
const justWritten = { readPreference: 'primary', readConcern: { level: 'local' } } as const

export function createConversationStore(connection: Connection): ConversationStore {
  const model = conversationModel(connection)
  // The driver itself is faster.
  const collection = connection.collection<ConversationDocument>(model.collection.collectionName)

  async function findOneOpen(place: OpenPlace): Promise<ConversationDocument | null> {
    return collection.findOne(
      { ...placeConditions(place), status: { $in: openStatuses } },
      { sort: { lastActivityAt: -1 }, ...justWritten },
    )
  }

  const findOpen = createBatchAcrossRequests<OpenPlace, ConversationDocument | null>(
    async (places) => {
      const [first] = places
      if (first && places.length === 1) return [await findOneOpen(first)]
      const found = await collection
        .find(
          {
            $or: places.map(placeConditions),
            status: { $in: openStatuses },
          },
          { limit: openReadTogether, ...justWritten },
        )
        .toArray()
      // Usually few conversations are open. If there are many, each place is read alone.
      if (found.length === openReadTogether) return Promise.all(places.map(findOneOpen))
      return places.map((place) => latestOf(found.filter((document) => isIn(place, document))))
    },
    { maxKeys: placesAtOnce, commandsAtOnce: 1 },
  )

  const touch = createBatchAcrossRequests<Touch, null>(
    async (touches) => {
      const latest = new Map<string, Touch>()
      for (const each of touches) latest.set(each.id, laterTouch(each, latest.get(each.id)))
      const updates = [...latest.values()].map((each) => ({
        updateOne: { filter: notActiveSince(each), hint: byId, update: activityAt(each.at) },
      }))
      await collection.bulkWrite(updates, { ordered: false })
      return touches.map(() => null)
    },
    { maxKeys: touchesAtOnce, commandsAtOnce: 1 },
  )

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

    async findBetween(from, below) {
      const documents = await model
        .find({ _id: { $gte: from, $lt: below } })
        .limit(1_000)
        .lean()
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
      // Local, as in `justWritten`.
      const documents = await model.find({ $or: keys }).read('primary').readConcern('local').lean()
      return documents.map(toConversation)
    },

    async findOpen(profileIds, channel, principal) {
      const document = await findOpen({ profileIds, channel, principal })
      return document && toConversation(document)
    },

    async page({ statuses, channels, matter }, { filter, sort, limit }, principal) {
      const documents = await model
        .find({
          ...filter,
          ...(statuses && { status: { $in: statuses } }),
          ...(channels && { channel: { $in: channels } }),
          ...(matter && isOneOf([matter])),
          ...visibleTo(principal),
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
      const { profileId, revision } = conversation
      const document = await model
        .findOneAndUpdate(
          // The profile, which never changes, is the shard key.
          { _id, profileId, revision },
          {
            $set: {
              ...fields,
              revision: revision + 1,
              ...(idempotencyKeys && { idempotencyKeys: idempotencyKeys.slice(-rememberedKeys) }),
            },
            ...(conversation.status === 'RESOLVED' && { $unset: { openKey: 1 } }),
          },
          { returnDocument: 'after', hint: byId, ...(session && { session }) },
        )
        .lean()
      return document && toConversation(document)
    },

    async touch({ id, profileId }, at) {
      await touch({ id, profileId, at })
    },
  }
}

/** The place of a message that names no conversation. */
type OpenPlace = { profileIds: string[]; channel: Channel; principal: Principal }

function placeConditions({ profileIds, channel, principal }: OpenPlace) {
  return { profileId: { $in: profileIds }, channel, ...visibleTo(principal) }
}

function isIn({ profileIds, channel, principal }: OpenPlace, document: ConversationDocument): boolean {
  return (
    document.channel === channel &&
    profileIds.includes(document.profileId) &&
    mayReadDepartment(principal, departmentOf(document))
  )
}

/** The conditions of what the principal's departments may see. */
function visibleTo(principal: Principal): Record<string, unknown> {
  const conditions = departmentConditions(principal, 'team.name')
  return conditions.length > 0 ? { $and: conditions } : {}
}

function latestOf(documents: ConversationDocument[]): ConversationDocument | null {
  return documents.reduce<ConversationDocument | null>(
    (latest, document) => (latest && latest.lastActivityAt >= document.lastActivityAt ? latest : document),
    null,
  )
}

/** An interaction of a conversation; the profile of the conversation is null where it is not known. */
type Touch = { id: string; profileId: string | null; at: Date }

function laterTouch(one: Touch, other: Touch | undefined): Touch {
  return {
    ...one,
    profileId: one.profileId ?? other?.profileId ?? null,
    at: later(one.at, other?.at ?? null),
  }
}

function notActiveSince({ id, profileId, at }: Touch) {
  return {
    _id: id,
    ...(profileId !== null && { profileId }),
    $or: [{ activityAt: null }, { activityAt: { $lt: at } }],
  }
}

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
    // Those of earlier versions have none.
    matter: fields.matter ?? null,
    keyScope: keyScope ?? null,
    source: source ?? null,
    idempotencyKeys: idempotencyKeys ?? [],
  }
}
