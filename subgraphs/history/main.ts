import { runSubgraph } from '../startSubgraph.ts'
import { start } from './server.ts'

await runSubgraph('history', process.env, start)
