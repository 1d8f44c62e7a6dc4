import type { Connection } from 'mongoose'

const sharedForMs = 1_000

/**
 * Gives whether the database takes a write of majority now, by one small write to the collection `writeProbes`: a
 * database without a primary or a majority, with a full disk, or that is read-only for this user does not. Resolves to
 * true, or rejects with the reason, at the latest when no primary is found for ten seconds. Calls at the same time and
 * within a second after it share one write, so that callers cannot cause load.
 */
export function createWriteProbe(
  connection: Connection,
  /** How long a majority may take; by default less than what a probe of the process may take. */
  { majorityWithinMs = 1_500 }: { majorityWithinMs?: number } = {},
): () => Promise<boolean> {
  let startedAt = -Infinity
  let isRunning = false
  let last: Promise<boolean> = Promise.resolve(false)

  async function write(): Promise<boolean> {
    try {
      const { modifiedCount, upsertedCount } = await connection
        .collection<{ _id: string; writtenAt: Date }>('writeProbes')
        .updateOne(
          { _id: 'probe' },
          { $currentDate: { writtenAt: true } },
          {
            upsert: true,
            writeConcern: { w: 'majority', journal: true, wtimeoutMS: majorityWithinMs },
          },
        )
      return modifiedCount + upsertedCount === 1
    } finally {
      isRunning = false
    }
  }

  return () => {
    if (isRunning || performance.now() - startedAt < sharedForMs) return last
    isRunning = true
    startedAt = performance.now()
    last = write()
    return last
  }
}
