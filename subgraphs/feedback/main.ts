import { runSubgraph } from '../startSubgraph.ts'
import { start } from './server.ts'

await runSubgraph('feedback', process.env, start)
