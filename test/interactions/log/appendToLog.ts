import { connectDatabase } from '../../../platform/mongo/database.ts'
import { createInteractionLog } from '../../../interactions/log/interactionLog.ts'
import { appendAndAmend } from './appendAndAmend.ts'

/** A writer as a process of its own: `appendToLog.ts <uri> <profile,profile,…> <writers> <writes>`. */
const [, , uri = '', profileIds = '', writers = '', writes = ''] = process.argv
const connection = await connectDatabase(uri)
const log = createInteractionLog({ connection, clock: () => new Date() })
await appendAndAmend(log, {
  profileIds: profileIds.split(','),
  writers: Number(writers),
  writes: Number(writes),
})
await connection.close()
