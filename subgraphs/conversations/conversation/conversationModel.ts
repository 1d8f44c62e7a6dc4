import { type Connection, type Model, Schema } from 'mongoose'
import { matterSchema } from '../../../interactions/log/interactionModel.ts'
import { isNamed } from '../../../interactions/matter.ts'
import type { Assignee } from './assignment.ts'
import { type Conversation, openStatuses } from './conversation.ts'

/** A conversation as it is stored. */
export type ConversationDocument = Omit<Conversation, 'id' | 'keyScope' | 'source' | 'idempotencyKeys'> & {
  _id: string
  /** The order of pages. */
  lastActivityAt: Date
  /** Profile and channel, while it is the open conversation for messages that name none. */
  openKey?: string
  keyScope?: string
  source?: { system: string; externalId: string }
  idempotencyKeys?: string[]
}

const assigneeSchema = new Schema<Assignee>(
  { id: { type: String, required: true }, name: { type: String, default: null } },
  { _id: false },
)

const conversationSchema = new Schema<ConversationDocument>(
  {
    _id: { type: String, required: true },
    profileId: { type: String, required: true },
    channel: { type: String, required: true },
    inbox: { type: String, default: null },
    status: { type: String, required: true },
    team: { type: assigneeSchema, default: null },
    person: { type: assigneeSchema, default: null },
    bot: { type: assigneeSchema, default: null },
    labels: { type: [String], required: true },
    priority: { type: String, default: null },
    snoozedUntil: { type: Date, default: null },
    customAttributes: { type: String, default: null },
    matter: { type: matterSchema, default: null },
    createdAt: { type: Date, required: true },
    activityAt: { type: Date, default: null },
    lastActivityAt: { type: Date, required: true },
    openKey: { type: String },
    keyScope: { type: String },
    source: { type: { system: String, externalId: String }, _id: false },
    idempotencyKeys: { type: [String], default: undefined },
    observed: { type: Schema.Types.Mixed, required: true },
    revision: { type: Number, required: true },
    erasedAt: { type: Date },
  },
  {
    collection: 'conversations',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    minimize: false,
    autoIndex: false,
  },
)

// Pages of Customer.conversations.
conversationSchema.index({ profileId: 1, lastActivityAt: -1, _id: -1 })
// The open conversation on a channel.
conversationSchema.index(
  { profileId: 1, channel: 1, lastActivityAt: -1 },
  { partialFilterExpression: { status: { $in: openStatuses } } },
)
// The conversations about a matter.
conversationSchema.index(
  { profileId: 1, matter: 1, lastActivityAt: -1, _id: -1 },
  { partialFilterExpression: isNamed },
)
// The same source of the same caller is the same conversation.
conversationSchema.index(
  { keyScope: 1, 'source.system': 1, 'source.externalId': 1 },
  { unique: true, partialFilterExpression: { 'source.externalId': { $exists: true } } },
)
conversationSchema.index(
  { keyScope: 1, idempotencyKeys: 1 },
  { unique: true, partialFilterExpression: { idempotencyKeys: { $exists: true } } },
)
// The customers of those who serve them: `rows.customers` of callers that see what is assigned to them.
conversationSchema.index(
  { 'person.id': 1, profileId: 1 },
  { partialFilterExpression: { 'person.id': { $type: 'string' } } },
)
conversationSchema.index(
  { 'bot.id': 1, profileId: 1 },
  { partialFilterExpression: { 'bot.id': { $type: 'string' } } },
)
// Concurrent first messages open one conversation.
conversationSchema.index(
  { openKey: 1 },
  { unique: true, partialFilterExpression: { openKey: { $exists: true } } },
)

/** The `conversations` collection over a connection; the same model every time. */
export function conversationModel(connection: Connection): Model<ConversationDocument> {
  return (
    connection.models['Conversation'] ??
    connection.model<ConversationDocument>('Conversation', conversationSchema)
  )
}
