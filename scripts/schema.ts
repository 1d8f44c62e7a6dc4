import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { composeSupergraph } from '../platform/subgraph/composeSupergraph.ts'
import { generateTypes } from './generateTypes.ts'

/**
 * Write what follows from the SDL: the composed schema/supergraph.graphql and schema/api.graphql, and the TypeScript
 * types of each subgraph. With --check nothing is written: exits 1 when a committed file is stale.
 */
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values
const { supergraph, api } = composeSupergraph()
const files = [
  { path: 'schema/supergraph.graphql', text: supergraph },
  { path: 'schema/api.graphql', text: api },
  ...(await generateTypes()),
]
for (const { path, text } of files) {
  const file = new URL(`../${path}`, import.meta.url)
  const committed = await readFile(file, 'utf8').catch(() => '')
  if (committed === text) continue
  if (check) {
    process.exitCode = 1
    console.error(`${path} is stale: run "npm run schema" and commit the result`)
  } else {
    await writeFile(file, text)
    console.log(`${path} written`)
  }
}
