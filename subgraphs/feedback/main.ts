import { runRoom } from '../../platform/startRoom.ts'
import { start } from './server.ts'

await runRoom('feedback', process.env, start)
