import { runRoom } from '../../platform/startRoom.ts'
import { start } from './server.ts'

await runRoom('actions', process.env, start)
