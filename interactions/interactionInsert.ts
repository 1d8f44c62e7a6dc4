import DataLoader from 'dataloader'
import type { Connection } from 'mongoose'
import { createCommandPacing } from '../platform/mongo/commandPacing.ts'
import { type InteractionDocument, interactionModel } from './interactionModel.ts'
import { refusedDocumentsOf } from '../platform/mongo/mongoErrors.ts'

/** Inserts an interaction; rejects with a duplicate key where its position, source or key is taken. */
export type InteractionInsert = (document: InteractionDocument) => Promise<void>

const commandsAtOnce = 4
const documentsPerCommand = 100

/**
 * Make the insert that all writers of a process share, so that many interactions of different logs go by one command.
 * While few commands are under way an interaction is sent at once; else it waits for one of them to end, together with
 * what comes meanwhile. Each resolves or rejects by itself, as if it had been sent alone.
 */
export function createInteractionInsert(connection: Connection): InteractionInsert {
  // By the driver itself, for speed: the types have checked what mongoose would check again.
  const collection = connection.collection<InteractionDocument>(
    interactionModel(connection).collection.collectionName,
  )
  const pacing = createCommandPacing(commandsAtOnce)

  async function insertAlone(document: InteractionDocument): Promise<null> {
    await collection.insertOne(document, { ignoreUndefined: true })
    return null
  }

  async function insert(documents: readonly InteractionDocument[]): Promise<(null | Error)[]> {
    const [first] = documents
    if (first && documents.length === 1) return [await insertAlone(first)]
    try {
      await collection.insertMany([...documents], { ordered: false, ignoreUndefined: true })
      return documents.map(() => null)
    } catch (error) {
      const refused = refusedDocumentsOf(error)
      if (!refused) throw error
      // Sent again by itself, each says what was wrong with it.
      return Promise.all(
        documents.map(async (document, index) =>
          refused.has(index) ? insertAlone(document).catch(toError) : null,
        ),
      )
    }
  }

  const loader = new DataLoader<InteractionDocument, null>((documents) => pacing.follow(insert(documents)), {
    cache: false,
    maxBatchSize: documentsPerCommand,
    batchScheduleFn: (start) => pacing.schedule(start),
  })
  return async (document) => {
    await loader.load(document)
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error('an insert failed', { cause: error })
}
