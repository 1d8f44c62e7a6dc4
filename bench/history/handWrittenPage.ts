import { type Connection, type Model, Schema } from 'mongoose'
import {
  type InteractionDocument,
  interactionModel,
  withoutTerms,
} from '../../interactions/log/interactionModel.ts'

/** An interaction with its details beside it, as the schema wants it. */
export type PageInteraction = Omit<InteractionDocument, 'body' | '_id'> & { id: string }

type Identifier = { type: string; value: string; profileId: string; verified: boolean }
type Profile = {
  _id: string
  canonicalId: string
  name: string | null
  namedAt: Date | null
  createdAt: Date
}

const pageSize = 20

/**
 * The page without federation: first the identifier, then everything of its profile in parallel. These are lean reads by
 * index, four commands in two steps. A customer of several profiles is read again with all of them.
 */
export function createPageReader(connection: Connection) {
  const interactions = interactionModel(connection)
  const identifiers = modelOf<Identifier>(connection, 'BenchIdentifier', 'identifiers')
  const profiles = modelOf<Profile>(connection, 'BenchProfile', 'profiles')

  const readHeld = (profileId: string | { $in: string[] }) =>
    Promise.all([
      identifiers.find({ profileId }).lean(),
      interactions
        .find({ profileId }, withoutTerms)
        .sort({ occurredAt: -1, _id: -1 })
        .limit(pageSize + 1)
        .lean(),
    ])

  return async ({ type, value }: { type: string; value: string }) => {
    const identifier = await identifiers.findOne({ type, value }).lean()
    if (!identifier) return null
    const { profileId } = identifier
    const [ofHolder, heldByHolder] = await Promise.all([
      profiles.find({ canonicalId: profileId }).lean(),
      readHeld(profileId),
    ])
    const isSingle = ofHolder.length === 1
    const all = isSingle ? ofHolder : await profiles.find(await canonicalOf(profileId)).lean()
    const [held, newest] = isSingle ? heldByHolder : await readHeld({ $in: all.map(({ _id }) => _id) })
    const named = all.filter(({ namedAt }) => namedAt).sort((a, b) => Number(b.namedAt) - Number(a.namedAt))
    return {
      id: all[0]?.canonicalId,
      name: named[0]?.name ?? null,
      identifiers: held.sort((a, b) => compare(a.type, b.type) || compare(a.value, b.value)),
      history: {
        nodes: newest.slice(0, pageSize).reverse().map(toNode),
        pageInfo: { hasNextPage: false, hasPreviousPage: newest.length > pageSize },
      },
    }
  }

  async function canonicalOf(profileId: string) {
    const holder = await profiles.findById(profileId).lean()
    return { canonicalId: holder?.canonicalId ?? profileId }
  }
}

function toNode({ _id, body, ...interaction }: InteractionDocument): PageInteraction {
  const { conversationId, kind } = interaction
  const node = {
    ...interaction,
    id: _id,
    conversation: conversationId === null ? null : { id: conversationId },
    ...(typeof body === 'object' ? body : {}),
  }
  return kind === 'ACTION' ? { ...node, ...detailsOf(body) } : node
}

/** The details of an action are kept as JSON text. */
function detailsOf(body: unknown): { details: unknown } {
  const text = typeof body === 'object' && body !== null && 'details' in body ? body.details : null
  return { details: typeof text === 'string' ? JSON.parse(text) : null }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function modelOf<Document>(connection: Connection, name: string, collection: string): Model<Document> {
  return connection.model<Document>(
    name,
    new Schema<Document>({}, { collection, strict: false, strictQuery: false, autoIndex: false }),
  )
}
