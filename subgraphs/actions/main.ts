import { runSubgraph } from '../startSubgraph.ts'
import { start } from './server.ts'

await runSubgraph('actions', process.env, start)
