import { readFile, writeFile } from 'node:fs/promises'
import { composeSupergraph } from '../platform/subgraph/composeSupergraph.ts'

/**
 * Compose the subgraphs into schema/supergraph.graphql and schema/api.graphql.
 * With --check nothing is written: exits 1 when a committed file is stale.
 */
const isCheck = process.argv.includes('--check')
const { supergraph, api } = composeSupergraph()
let isStale = false
for (const [name, composed] of [
  ['supergraph.graphql', supergraph],
  ['api.graphql', api],
] as const) {
  const file = new URL(`../schema/${name}`, import.meta.url)
  const committed = await readFile(file, 'utf8').catch(() => '')
  if (committed === composed) continue
  if (isCheck) {
    isStale = true
    console.error(`schema/${name} is stale: run "npm run schema" and commit the result`)
  } else {
    await writeFile(file, composed)
    console.log(`schema/${name} written`)
  }
}
if (isStale) process.exitCode = 1
