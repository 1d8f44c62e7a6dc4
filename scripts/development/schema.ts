import { readFile, writeFile } from 'node:fs/promises'
import { composeSupergraph } from '../../platform/subgraph/composeSupergraph.ts'
import { runCommand } from '../command/runCommand.ts'
import { generateTypes } from './generateTypes.ts'

/**
 * Write what follows from the SDL: the composed schema/supergraph.graphql and schema/api.graphql, and the TypeScript
 * types of each subgraph. With --check nothing is written: exits 1 when a committed file is stale.
 */
const usage = `npm run schema
npm run schema -- --check

Composes the schemas of schema/ and writes supergraph.graphql, api.graphql and the types of each subgraph.

  --check  write nothing; the exit code is 1 when a file is not what would be written`

await runCommand({
  usage,
  options: { check: { type: 'boolean', default: false } },
  async run({ values: { check } }) {
    let isStale = false
    const { supergraph, api } = composeSupergraph()
    const files = [
      { path: 'schema/supergraph.graphql', text: supergraph },
      { path: 'schema/api.graphql', text: api },
      ...(await generateTypes()),
    ]
    for (const { path, text } of files) {
      const file = new URL(`../../${path}`, import.meta.url)
      const committed = await readFile(file, 'utf8').catch(() => '')
      if (committed === text) continue
      if (check) {
        isStale = true
        console.error(`${path} is stale: run "npm run schema" and commit the result`)
      } else {
        await writeFile(file, text)
        console.log(`${path} written`)
      }
    }
    return isStale ? 1 : 0
  },
})
