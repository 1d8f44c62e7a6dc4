import { runSubgraph } from '../startSubgraph.ts'
import { start } from './server.ts'

await runSubgraph('identity', process.env, start)
