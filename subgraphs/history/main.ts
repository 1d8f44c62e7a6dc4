import { runRoom } from '../../platform/startRoom.ts'
import { start } from './server.ts'

await runRoom('history', process.env, start)
