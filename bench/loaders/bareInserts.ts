import { connectDatabase } from '../../platform/mongo/database.ts'
import { newId } from '../../platform/lang/ids.ts'
import { runClosedLoop } from '../measure/closedLoop.ts'
import { bareCollection, messageDocument } from '../writes/writtenMessage.ts'
import { writeLoadSchema } from './loads.ts'
import { serveLoads } from './serveLoads.ts'

const connection = await connectDatabase(process.env['BENCH_MONGODB_URI'] ?? '')
const collection = connection.getClient().db().collection<{ _id: string }>(bareCollection)

// What MongoDB needs for one such document: an insert by the driver into a collection without further indexes.
serveLoads(writeLoadSchema, async ({ label, profileIds, ...loop }) =>
  runClosedLoop(loop, () => ({
    async send(number) {
      const profileId = profileIds[number % profileIds.length] ?? ''
      const { acknowledged } = await collection.insertOne(
        { _id: newId('int'), ...messageDocument(profileId, label, number) },
        { writeConcern: { w: 'majority', j: true } },
      )
      if (!acknowledged) throw new Error('expected it to be acknowledged')
    },
    close: async () => undefined,
  })),
)
