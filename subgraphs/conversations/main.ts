import { runSubgraph } from '../startSubgraph.ts'
import { start } from './server.ts'

await runSubgraph('conversations', process.env, start)
