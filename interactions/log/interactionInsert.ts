import DataLoader from 'dataloader'
import type { Connection } from 'mongoose'
import { createCommandPacing } from '../../platform/mongo/commandPacing.ts'
import { type InteractionDocument, interactionModel } from './interactionModel.ts'
import { refusedDocumentsOf } from '../../platform/mongo/mongoErrors.ts'

/** Inserts an interaction; rejects with a duplicate key when its position, source or key is taken. */
type InteractionInsert = (document: InteractionDocument) => Promise<void>

const commandsAtOnce = 4
const documentsPerCommand = 100

const inserts = new WeakMap<Connection, InteractionInsert>()

/** The insert that all writers of a process share over a connection. */
export function interactionInsertOf(connection: Connection): InteractionInsert {
  const insert = inserts.get(connection) ?? createInteractionInsert(connection)
  inserts.set(connection, insert)
  return insert
}

/**
 * Insert many interactions of different logs by one command. While few commands are under way an interaction is sent at
 * once; otherwise it waits for one of them to end, together with those that arrive meanwhile. Each insert resolves or
 * rejects by itself, as if it had been sent alone.
 */
function createInteractionInsert(connection: Connection): InteractionInsert {
  // The driver itself is faster, and the types guarantee what mongoose would check again.
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
      // Sent again alone, each refused document gets an error of its own.
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
