import { type Connection, type Model, Schema } from 'mongoose'
import type {
  Actor,
  Channel,
  ErasureCause,
  FormerVisibility,
  Interaction,
  InteractionKind,
  Source,
  Visibility,
} from '../interaction.ts'
import { isNamed, type Matter } from '../matter.ts'
import { openActionStatuses } from '../openActions.ts'

/** An idempotency key with which an interaction was updated, and the fingerprint of that update. */
export type UpdateKey = { keyScope: string; idempotencyKey: string; fingerprint: string }

/** An interaction as it is stored. */
export type InteractionDocument = {
  _id: string
  profileId: string
  seq: number
  positions: number[]
  kind: InteractionKind
  occurredAt: Date
  /** Left out when it is not. */
  occurredAtCorrected?: boolean
  recordedAt: Date
  changedAt: Date
  revision: number
  channel: Channel | null
  inbox: string | null
  department: string | null
  conversationId: string | null
  actor: Actor
  visibility: Visibility
  /** Left out when no amendment changed the visibility or the department. */
  formerVisibilities?: FormerVisibility[]
  /** The scope in which source and key are unique; left out when there is neither. */
  keyScope?: string
  source?: Source
  idempotencyKey?: string
  fingerprint: string
  /** The keys of the latest updates; left out when no update had a key. */
  updateKeys?: UpdateKey[]
  /** Null or left out when it is about none. */
  matter?: Matter | null
  summary: string
  body: unknown
  /** The words by which a search finds it, see `termsOf`; left out by earlier versions, until they are added. */
  terms?: string[]
  /** When and why the content was erased; left out when it was not. */
  erased?: { at: Date; cause: ErasureCause }
  /** Keyed hashes of the source and the idempotency key that it had, by which a repeat is recognised. */
  erasedKeys?: string[]
  /** Whether it is the end of its log, because the customer was erased: nothing is written after it. */
  endsLog?: true
}

const actorSchema = new Schema<Actor>(
  {
    kind: { type: String, required: true },
    id: { type: String, default: null },
    name: { type: String, default: null },
    model: { type: String },
    version: { type: String },
    briefId: { type: String },
  },
  { _id: false },
)

export const matterSchema = new Schema<Matter>(
  { kind: { type: String, required: true }, externalId: { type: String, required: true } },
  { _id: false },
)

const sourceSchema = new Schema<Source>(
  {
    system: { type: String, required: true },
    externalId: { type: String, required: true },
    version: { type: Number, default: null },
  },
  { _id: false },
)

const formerVisibilitySchema = new Schema<FormerVisibility>(
  { visibility: { type: String, required: true }, department: { type: String, default: null } },
  { _id: false },
)

const updateKeySchema = new Schema<UpdateKey>(
  {
    keyScope: { type: String, required: true },
    idempotencyKey: { type: String, required: true },
    fingerprint: { type: String, required: true },
  },
  { _id: false },
)

const openCommitments = { kind: 'COMMITMENT', 'body.state': 'OPEN' } as const
export const openCommitmentsIndex = {
  profileId: 1,
  'body.matterKey': 1,
  'body.commitmentKind': 1,
  occurredAt: 1,
  _id: 1,
} as const

/** Of interactions that are about a matter. */
export const matterIndex = { profileId: 1, matter: 1, occurredAt: 1, _id: 1 } as const

export const termIndex = { terms: 1, occurredAt: 1, _id: 1 } as const
export const profileTermIndex = { profileId: 1, terms: 1, occurredAt: 1, _id: 1 } as const

/** Leave out the terms, which only a search needs. */
export const withoutTerms = { terms: 0 } as const

const interactionSchema = new Schema<InteractionDocument>(
  {
    _id: { type: String, required: true },
    profileId: { type: String, required: true },
    seq: { type: Number, required: true },
    positions: { type: [Number], required: true },
    kind: { type: String, required: true },
    occurredAt: { type: Date, required: true },
    occurredAtCorrected: { type: Boolean },
    recordedAt: { type: Date, required: true },
    changedAt: { type: Date, required: true },
    revision: { type: Number, required: true },
    channel: { type: String, default: null },
    inbox: { type: String, default: null },
    department: { type: String, default: null },
    conversationId: { type: String, default: null },
    actor: { type: actorSchema, required: true },
    visibility: { type: String, required: true },
    formerVisibilities: { type: [formerVisibilitySchema], default: undefined },
    keyScope: { type: String },
    source: { type: sourceSchema },
    idempotencyKey: { type: String },
    fingerprint: { type: String, required: true },
    updateKeys: { type: [updateKeySchema], default: undefined },
    matter: { type: matterSchema },
    // Not required, because an empty summary or body is valid.
    summary: { type: String, default: '' },
    body: { type: Schema.Types.Mixed, default: null },
    terms: { type: [String], default: undefined },
    erased: { type: new Schema({ at: Date, cause: String }, { _id: false }) },
    erasedKeys: { type: [String], default: undefined },
    endsLog: { type: Boolean },
  },
  {
    collection: 'interactions',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    minimize: false,
    autoIndex: false,
  },
)

// A position is taken once per log, for ever: also one that its interaction has left by an amendment.
// If only the current `seq` were unique, a writer that has read an old end of the log could take a vacated
// position behind a reader that has passed it, and that reader would never get the interaction.
interactionSchema.index({ profileId: 1, positions: 1 }, { unique: true })
// Streams: the interactions after a position, in log order; and the end of a log.
interactionSchema.index({ profileId: 1, seq: 1 })
// Pages: history order within a log.
interactionSchema.index({ profileId: 1, occurredAt: 1, _id: 1 })
// Pages of one kind: Customer.actions, Customer.feedback.
interactionSchema.index({ profileId: 1, kind: 1, occurredAt: 1, _id: 1 })
// Open actions of a customer, which are few.
interactionSchema.index(
  { profileId: 1, 'body.status': 1, occurredAt: 1, _id: 1 },
  { partialFilterExpression: { kind: 'ACTION', 'body.status': { $in: [...openActionStatuses] } } },
)
// Open commitments of a customer, which are few, and those on one matter.
interactionSchema.index(openCommitmentsIndex, { partialFilterExpression: openCommitments })
// Open commitments whose time has passed.
interactionSchema.index({ 'body.dueAt': 1 }, { partialFilterExpression: openCommitments })
// Matters of a customer, and the interactions about one.
interactionSchema.index(matterIndex, { partialFilterExpression: isNamed })
// Customers with interactions of a department.
interactionSchema.index(
  { department: 1, profileId: 1 },
  { partialFilterExpression: { department: { $type: 'string' } } },
)
// One interaction per source, and per idempotency key, of a caller.
interactionSchema.index(
  { keyScope: 1, 'source.system': 1, 'source.externalId': 1 },
  { unique: true, partialFilterExpression: { 'source.externalId': { $exists: true } } },
)
interactionSchema.index(
  { keyScope: 1, idempotencyKey: 1 },
  { unique: true, partialFilterExpression: { idempotencyKey: { $exists: true } } },
)
// What was erased, found by the keys that it had.
interactionSchema.index({ erasedKeys: 1 }, { partialFilterExpression: { erasedKeys: { $exists: true } } })
// Search: the newest interactions with a term, of all customers and of some. The second also serves pages with a text.
interactionSchema.index(termIndex)
interactionSchema.index(profileTermIndex)
// The feed, which continues by time after an interruption.
interactionSchema.index({ changedAt: 1, _id: 1 })

export type InteractionModel = Model<InteractionDocument>

/** The `interactions` collection over a connection; the same model every time. */
export function interactionModel(connection: Connection): InteractionModel {
  return (
    connection.models['Interaction'] ??
    connection.model<InteractionDocument>('Interaction', interactionSchema)
  )
}

/** The interaction of a stored document. */
export function toInteraction(document: InteractionDocument): Interaction {
  return {
    id: document._id,
    profileId: document.profileId,
    seq: document.seq,
    positions: document.positions,
    kind: document.kind,
    occurredAt: document.occurredAt,
    occurredAtCorrected: document.occurredAtCorrected ?? false,
    recordedAt: document.recordedAt,
    changedAt: document.changedAt,
    revision: document.revision,
    channel: document.channel,
    inbox: document.inbox,
    department: document.department,
    conversationId: document.conversationId,
    actor: document.actor,
    visibility: document.visibility,
    ...(document.formerVisibilities && { formerVisibilities: document.formerVisibilities }),
    source: document.source ?? null,
    ...(document.matter && { matter: document.matter }),
    summary: document.summary,
    body: document.body,
    ...(document.erased && { erased: document.erased }),
  }
}
