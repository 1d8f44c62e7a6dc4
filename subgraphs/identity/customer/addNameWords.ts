import type { Connection } from 'mongoose'
import { nameWords } from '../text/nameWords.ts'
import { type ProfileDocument, wordIndex } from './profileModel.ts'

const documentsAtOnce = 1_000

/**
 * Give the customers that an earlier version of Elo stored the words by which a search finds their names. Call it when
 * the collection has its present indexes. The member itself is the mark of what is done: if nothing is to be migrated,
 * one index key is read. It may be interrupted and run again, in several processes at once. A customer that a process of
 * the earlier version writes later is found by name after the next start.
 */
export async function addNameWords(connection: Connection, collectionName: string): Promise<void> {
  if (collectionName !== 'profiles') return
  const collection = connection.collection<ProfileDocument>(collectionName)
  for (;;) {
    const found = await collection
      .find(
        { isCanonical: true, 'customer.nameWords': { $exists: false }, customer: { $type: 'object' } },
        { projection: { 'customer.name': 1 } },
      )
      .hint(wordIndex)
      .limit(documentsAtOnce)
      .toArray()
    if (found.length === 0) return
    const writes = found.map(({ _id, customer }) => {
      const name = customer?.name ?? null
      return {
        updateOne: {
          // A name that was written in the meantime is read again.
          filter: { _id, 'customer.name': name, 'customer.nameWords': { $exists: false } },
          update: { $set: { 'customer.nameWords': name === null ? [] : nameWords(name) } },
        },
      }
    })
    await collection.bulkWrite(writes, { ordered: false })
  }
}
