import type { Connection } from 'mongoose'
import { z } from 'zod'
import { derivedKeyScopeOf, intakeSystem, keyScopeOf } from './keyScope.ts'
import { duplicateKeyOf, isMissingIndex } from '../../platform/mongo/mongoErrors.ts'
import { demoPrincipal } from '../../platform/subgraph/principal.ts'

/** How a collection from before keys had scopes is migrated. */
type Change = {
  /** Indexes that made keys and sources unique among all callers. */
  supersededIndexes: string[]
  /** Members that need a scope, and for each the index that finds documents with the member. */
  keys: { member: string; index: string }[]
}

const recordSchema = z.object({
  kind: z.string().optional(),
  conversationId: z.string().nullish(),
  source: z.object({ system: z.string() }).optional(),
  idempotencyKey: z.string().optional(),
  body: z.object({ metric: z.string().optional() }).nullish().catch(null),
})

// Before scopes were introduced every caller but the intake was the demo principal.
const intakeScope = keyScopeOf({ kind: 'INTAKE', id: intakeSystem })
const othersScope = keyScopeOf(demoPrincipal)

function scopeOf(document: { _id: string }): string {
  const { kind, conversationId, source, idempotencyKey, body } = recordSchema.parse(document)
  if (source?.system === intakeSystem) return intakeScope
  const isDerived =
    kind === 'FEEDBACK' && !source && idempotencyKey === `feedback:${conversationId}:${body?.metric}`
  return isDerived ? derivedKeyScopeOf('feedback', demoPrincipal) : othersScope
}

const sourceIndex = 'keyScope_1_source.system_1_source.externalId_1'
const changes: Record<string, Change> = {
  interactions: {
    supersededIndexes: ['source.system_1_source.externalId_1', 'idempotencyKey_1'],
    keys: [
      { member: 'source.externalId', index: sourceIndex },
      { member: 'idempotencyKey', index: 'keyScope_1_idempotencyKey_1' },
    ],
  },
  conversations: {
    supersededIndexes: ['source.system_1_source.externalId_1', 'idempotencyKeys_1'],
    keys: [
      { member: 'source.externalId', index: sourceIndex },
      { member: 'idempotencyKeys', index: 'keyScope_1_idempotencyKeys_1' },
    ],
  },
}

const documentsAtOnce = 1_000

/**
 * Give a scope to the idempotency keys and sources of a collection that have none, and drop the indexes that made them
 * unique among all callers. Records of Chatwoot's deliveries get the intake's scope, all others the demo principal's.
 * Call it when the collection has its present indexes. If nothing is to be migrated it reads a few index keys. It may
 * be interrupted and run again, in several processes at once.
 *
 * A document stays without a scope when its key or source exists in that scope already, because a process of the
 * earlier version wrote it during the migration. It is shown as before, but no key finds it.
 */
export async function scopeOldKeys(connection: Connection, collectionName: string): Promise<void> {
  const change = changes[collectionName]
  if (!change) return
  const collection = connection.collection<{ _id: string; keyScope?: string }>(collectionName)

  for (const { member, index } of change.keys) {
    const cursor = collection
      .find({ keyScope: { $exists: false }, [member]: { $exists: true } })
      .hint(index)
      .batchSize(documentsAtOnce)
    let batch: { _id: string }[] = []
    for await (const document of cursor) {
      batch.push(document)
      if (batch.length === documentsAtOnce) {
        await write(batch)
        batch = []
      }
    }
    await write(batch)
  }
  for (const index of change.supersededIndexes) {
    await collection.dropIndex(index).catch((error: unknown) => {
      if (!isMissingIndex(error)) throw error
    })
  }

  async function write(documents: { _id: string }[]): Promise<void> {
    if (documents.length === 0) return
    const writes = documents.map((document) => ({
      updateOne: {
        filter: { _id: document._id, keyScope: { $exists: false } },
        update: { $set: { keyScope: scopeOf(document) } },
      },
    }))
    await collection.bulkWrite(writes, { ordered: false }).catch((error: unknown) => {
      if (!duplicateKeyOf(error)) throw error
    })
  }
}
