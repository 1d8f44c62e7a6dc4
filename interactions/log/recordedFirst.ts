import type { Connection } from 'mongoose'
import { createBatchAcrossRequests } from '../../platform/mongo/batchAcrossRequests.ts'
import { type Interaction, isSameSource, type NewInteraction } from '../interaction.ts'
import { type InteractionDocument, interactionModel, toInteraction } from './interactionModel.ts'
import { ownKeyScope } from './keyScope.ts'
import type { LogPositions, WithSession } from './logPositions.ts'

/** What identifies an entry within its scope. */
export type EntryKeys = Pick<NewInteraction, 'keyScope' | 'source' | 'idempotencyKey'>

/** The interaction that was recorded first from a source or with a key, and the fingerprint of its content. */
export type RecordedFirst = { interaction: Interaction; fingerprint: string }

const findsAtOnce = 100

/** Finds what was recorded before from a source or with an idempotency key; null when nothing was. */
export type FindRecordedFirst = {
  /** One command for the requests that ask at the same time. */
  find(keys: EntryKeys): Promise<RecordedFirst | null>
  /** Read within a transaction. */
  findIn(keys: EntryKeys, options: WithSession): Promise<RecordedFirst | null>
  /** Read after a duplicate key: what it was a duplicate of is found, even if a majority does not have it yet. */
  findDuplicated(entry: NewInteraction): Promise<RecordedFirst | null>
}

export function createFindRecordedFirst(
  connection: Connection,
  { whenCommitted }: Pick<LogPositions, 'whenCommitted'>,
): FindRecordedFirst {
  const model = interactionModel(connection)
  const collection = connection.collection<InteractionDocument>(model.collection.collectionName)

  async function findIn(keys: EntryKeys, { session }: WithSession): Promise<RecordedFirst | null> {
    const conditions = conditionsOf(keys)
    if (conditions.length === 0) return null
    const document = await model
      .findOne({ $or: conditions })
      .session(session ?? null)
      .lean()
    return document && toFirst(document)
  }

  const findTogether = createBatchAcrossRequests<EntryKeys, RecordedFirst | null>(
    async (entries) => {
      const documents = await collection.find({ $or: entries.flatMap(conditionsOf) }).toArray()
      return entries.map((entry) => {
        const document = documents.find((each) => isRecordOf(entry, each))
        return document ? toFirst(document) : null
      })
    },
    { maxKeys: findsAtOnce, commandsAtOnce: 1 },
  )

  return {
    findIn,
    async find(keys) {
      return keys.source === null && keys.idempotencyKey === null ? null : findTogether(keys)
    },
    async findDuplicated(entry) {
      return (
        (await findIn(entry, {})) ??
        (await whenCommitted(entry.profileId, (session) => findIn(entry, { session })))
      )
    },
  }
}

/** Conditions that find an entry again, each of them served by one of the unique indexes. */
function conditionsOf({
  keyScope = ownKeyScope,
  source,
  idempotencyKey,
}: EntryKeys): Record<string, string>[] {
  return [
    ...(source ? [{ keyScope, 'source.system': source.system, 'source.externalId': source.externalId }] : []),
    ...(idempotencyKey === null ? [] : [{ keyScope, idempotencyKey }]),
  ]
}

function isRecordOf(
  { keyScope = ownKeyScope, source, idempotencyKey }: EntryKeys,
  document: InteractionDocument,
): boolean {
  if (document.keyScope !== keyScope) return false
  return (
    isSameSource(source, document.source) ||
    (idempotencyKey !== null && document.idempotencyKey === idempotencyKey)
  )
}

function toFirst(document: InteractionDocument): RecordedFirst {
  return { interaction: toInteraction(document), fingerprint: document.fingerprint }
}
