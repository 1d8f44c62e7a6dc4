import type { Connection, mongo } from 'mongoose'
import { duplicateKeyOf } from '../../../platform/mongo/mongoErrors.ts'
import type { Upgrade } from '../../../platform/mongo/database.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { normalizers } from '../rules/normalizers.ts'
import { foldText } from '../text/foldText.ts'
import type { IdentifierType } from './identifierTypes.ts'

/** Of a document of `identifiers` or `reservedIdentifiers`; those in reserve have no `holder` and no `folded`. */
type Stored = { _id: mongo.ObjectId; type: IdentifierType; value: string; holder?: string; folded?: string }

/** Where the spellings are that Elo stored before: Mexican numbers with a 1, Argentine ones with a 9. No others are there. */
const formerSpellings = [
  { type: 'PHONE', value: { $gte: '+521', $lt: '+522' } },
  { type: 'PHONE', value: { $gte: '+549', $lt: '+54:' } },
  { type: 'WHATSAPP', value: { $gte: '521', $lt: '522' } },
  { type: 'WHATSAPP', value: { $gte: '549', $lt: '54:' } },
] as const

const collections = ['identifiers', 'reservedIdentifiers']
const documentsAtOnce = 1_000

/**
 * Store the telephones and wa_ids of an earlier version of Elo in the spelling that they get today. Call it when the
 * collection has its present indexes. If nothing is to be migrated, four index keys are read. It may be interrupted and
 * run again, in several processes at once.
 *
 * An identifier that is stored in both spellings already stays as it is, as do all holdings of it when it is shared: the
 * new spelling leads to its holder, and the former one is found by `CustomerFilter.identifier`, so that a person can
 * merge the two customers.
 */
export function createRespellNumbers(rules: IdentityRules): Upgrade {
  return async (connection, collectionName) => {
    if (!collections.includes(collectionName)) return
    for (const former of formerSpellings) {
      const { normalize } = normalizers[rules.types[former.type].normalizer]
      await respell(connection, collectionName, former, normalize)
    }
  }
}

async function respell(
  connection: Connection,
  collectionName: string,
  former: mongo.Filter<Stored>,
  normalize: (text: string) => string | null,
): Promise<void> {
  const collection = connection.collection<Stored>(collectionName)

  async function write(documents: Stored[]): Promise<void> {
    const writes = documents.flatMap(({ _id, value, folded }) => {
      const spelled = normalize(value)
      if (spelled === null || spelled === value) return []
      const set = { value: spelled, ...(folded !== undefined && { folded: foldText(spelled) }) }
      return { updateOne: { filter: { _id, value }, update: { $set: set } } }
    })
    if (writes.length === 0) return
    await collection.bulkWrite(writes, { ordered: false }).catch((error: unknown) => {
      if (!duplicateKeyOf(error)) throw error
    })
  }

  /** The holdings of a shared identifier follow its mark, also when a process was interrupted between the two. */
  async function writeBatch(documents: Stored[]): Promise<void> {
    const holdings = documents.filter(({ holder }) => holder)
    await write(documents.filter(({ holder }) => !holder))
    if (holdings.length === 0) return
    const values = [...new Set(holdings.map(({ value }) => value))]
    const kept = await collection.distinct('value', { ...former, value: { $in: values }, holder: '' })
    await write(holdings.filter(({ value }) => !kept.includes(value)))
  }

  let batch: Stored[] = []
  // Each mark before its holdings. What gets a new spelling is not found again: it is not in this range.
  const found = collection.find(former).sort({ type: 1, value: 1, holder: 1 }).batchSize(documentsAtOnce)
  for await (const document of found) {
    batch.push(document)
    if (batch.length < documentsAtOnce) continue
    await writeBatch(batch)
    batch = []
  }
  await writeBatch(batch)
}
