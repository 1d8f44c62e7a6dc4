import { type Connection, type Model, Schema } from 'mongoose'
import type { StoredDecision } from '../decision/profileDecision.ts'
import type { IdentifierKey } from '../identifier/identifier.ts'
import type { ResolutionRule } from '../identification/resolutionStep.ts'
import type { ResolutionOutcome } from '../schemaTypes.ts'

/** The first answer to a mutation with an idempotency key. */
export type FirstAnswerDocument = {
  /** Made of the scope, the mutation and the key; before keys had scopes, the key. */
  _id: string
  /** The caller that the key belongs to; see `keyScopeOf`. */
  keyScope?: string
  /** Absent for `identifyCustomer`. */
  mutation?: string
  /** A hash of the content, to distinguish a retry from another content. */
  fingerprint: string
  at: Date
  /** Of `identifyCustomer`. */
  profileId?: string
  /** Of `identifyCustomer`. */
  created?: boolean
  /** Of the other mutations: one profile of each customer in the answer, in order. */
  profileIds?: string[]
  decision?: StoredDecision
  /** Of corrections of identifiers. */
  undoToken?: string
  /** Of the other mutations: the identifiers that the steps are about. */
  identifiers?: IdentifierKey[]
  /** `of` counts within `identifiers`; within the identifiers of the input for `identifyCustomer`. */
  steps: { rule: ResolutionRule; outcome: ResolutionOutcome; of: number[]; message: string }[]
}

const firstAnswerSchema = new Schema<FirstAnswerDocument>(
  {
    _id: { type: String, required: true },
    keyScope: { type: String },
    mutation: { type: String },
    fingerprint: { type: String, required: true },
    at: { type: Date, required: true },
    profileId: { type: String },
    created: { type: Boolean },
    profileIds: { type: [String], default: undefined },
    decision: { type: String },
    undoToken: { type: String },
    identifiers: {
      type: [new Schema({ type: { type: String }, value: String }, { _id: false })],
      default: undefined,
    },
    steps: {
      type: [new Schema({ rule: String, outcome: String, of: [Number], message: String }, { _id: false })],
      default: [],
    },
  },
  {
    collection: 'identifications',
    strict: 'throw',
    strictQuery: 'throw',
    versionKey: false,
    autoIndex: false,
  },
)

/** The `identifications` collection over a connection; the same model every time. */
export function firstAnswerModel(connection: Connection): Model<FirstAnswerDocument> {
  return (
    connection.models['Identification'] ??
    connection.model<FirstAnswerDocument>('Identification', firstAnswerSchema)
  )
}
