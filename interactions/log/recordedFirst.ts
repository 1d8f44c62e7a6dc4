import type { Connection } from 'mongoose'
import { type KeyedHash, keyedHashOf } from '../../privacy/key/installationKeyStore.ts'
import { createBatchAcrossRequests } from '../../platform/mongo/batchAcrossRequests.ts'
import { type Interaction, isSameSource, type NewInteraction } from '../interaction.ts'
import { type InteractionDocument, interactionModel, toInteraction } from './interactionModel.ts'
import { ownKeyScope } from './keyScope.ts'
import { erasedKeysOf } from './erasedKeys.ts'
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
    if (keys.source === null && keys.idempotencyKey === null) return null
    const conditions = conditionsOf([keys], await keyedHashOf(connection))
    const document = await model
      .findOne({ $or: conditions })
      .session(session ?? null)
      .lean()
    return document && toFirst(document)
  }

  const findTogether = createBatchAcrossRequests<EntryKeys, RecordedFirst | null>(
    async (entries) => {
      const hash = await keyedHashOf(connection)
      const documents = await collection.find({ $or: conditionsOf(entries, hash) }).toArray()
      return entries.map((entry) => {
        const erasedKeys = documents.some((each) => each.erasedKeys) ? erasedKeysOf(entry, hash) : []
        const document = documents.find((each) => isRecordOf(entry, erasedKeys, each))
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

/** Conditions that find entries again, each of them served by one index. What was erased has only hashes of its keys. */
function conditionsOf(entries: readonly EntryKeys[], hash: KeyedHash): Record<string, unknown>[] {
  const plain = entries.flatMap(({ keyScope = ownKeyScope, source, idempotencyKey }) => [
    ...(source ? [{ keyScope, 'source.system': source.system, 'source.externalId': source.externalId }] : []),
    ...(idempotencyKey === null ? [] : [{ keyScope, idempotencyKey }]),
  ])
  const [first, ...others] = entries.flatMap((entry) => erasedKeysOf(entry, hash))
  return [...plain, { erasedKeys: others.length === 0 ? first : { $in: [first, ...others] } }]
}

function isRecordOf(
  { keyScope = ownKeyScope, source, idempotencyKey }: EntryKeys,
  erasedKeys: readonly string[],
  document: InteractionDocument,
): boolean {
  if (document.erasedKeys?.some((key) => erasedKeys.includes(key))) return true
  if (document.keyScope !== keyScope) return false
  return (
    isSameSource(source, document.source) ||
    (idempotencyKey !== null && document.idempotencyKey === idempotencyKey)
  )
}

function toFirst(document: InteractionDocument): RecordedFirst {
  return { interaction: toInteraction(document), fingerprint: document.fingerprint }
}
