import type { Connection } from 'mongoose'
import { z } from 'zod'
import { derivedKeyScopeOf, intakeSystem, keyScopeOf } from './keyScope.ts'
import { duplicateKeyOf, isMissingIndex } from '../platform/mongo/mongoErrors.ts'
import { demoPrincipal } from '../platform/subgraph/principal.ts'

/** How a collection from before keys had scopes becomes one of today. */
type Change = {
  /** Indexes by which keys and sources were unique among all callers. */
  supersededIndexes: string[]
  /** Members of which each needs a scope, and the index that finds a document that has it and no scope. */
  keys: { member: string; index: string }[]
}

const recordSchema = z.object({
  kind: z.string().optional(),
  conversationId: z.string().nullish(),
  source: z.object({ system: z.string() }).optional(),
  idempotencyKey: z.string().optional(),
  body: z.object({ metric: z.string().optional() }).nullish().catch(null),
})

// Before there were scopes all callers but the intake were the demo principal, and only the intake recorded as this one.
const intakeScope = keyScopeOf({ kind: 'INTAKE', id: intakeSystem, scopes: [] })
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
 * Give the idempotency keys and sources in a collection the scopes that they did not have before, and drop the indexes
 * by which they were unique among all callers. What Chatwoot's deliveries recorded goes into the intake's scope,
 * everything else into the demo principal's. Call it when the collection has its indexes of today; where there is
 * nothing to do it reads a few index keys. It may be interrupted and run again, in several processes at once.
 *
 * A document of which its scope has another already, written by a process of the earlier version that was still
 * running, stays without a scope: it is shown as before, and no key finds it.
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
