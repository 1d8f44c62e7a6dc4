import { systemClock } from '../../platform/process/clock.ts'
import { connectDatabase } from '../../platform/mongo/database.ts'
import { createInteractionLog } from '../../interactions/log/interactionLog.ts'
import { runClosedLoop } from '../measure/closedLoop.ts'
import { messageEntry } from '../writes/writtenMessage.ts'
import { writeLoadSchema } from './loads.ts'
import { serveLoads } from './serveLoads.ts'

const connection = await connectDatabase(process.env['BENCH_MONGODB_URI'] ?? '')
const log = createInteractionLog({ connection, clock: systemClock })

// The interaction log's own append, as `recordMessage` calls it in the end.
serveLoads(writeLoadSchema, async ({ label, profileIds, ...loop }) =>
  runClosedLoop(loop, () => ({
    async send(number) {
      const profileId = profileIds[number % profileIds.length] ?? ''
      const { outcome } = await log.record(messageEntry(profileId, label, number))
      if (outcome !== 'recorded') throw new Error(`expected it to be recorded, it was ${outcome}`)
    },
    close: async () => undefined,
  })),
)
