import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { interactionModel } from '../interactions/log/interactionModel.ts'
import { askGraph } from '../scripts/command/askGraph.ts'
import { seedMessages } from './export/seedMessages.ts'
import { startBenchDatabase } from './measure/benchDatabase.ts'
import { build } from './measure/build.ts'
import { readOptions } from './measure/options.ts'
import { startServer } from './measure/startServer.ts'
import { machineText } from './measure/writeReport.ts'

// Exports one customer with many interactions: how long it takes, and how much memory the exporting process needs.
const options = readOptions({ interactions: { usual: 100_000, quick: 3_000 } })
const interactions = options.size('interactions')
const allowedSeconds = 60
/** What the export may add to the process that it runs in. */
const allowedMb = 300

const identified = z.object({ identifyCustomer: z.object({ customer: z.object({ id: z.string() }) }) })

await build()
const database = await startBenchDatabase()
const server = await startServer('elo', { mongodbUri: database.mongodbUri, subgraphs: {} })

try {
  const { identifyCustomer } = await askGraph(
    server.url,
    identified,
    `mutation { identifyCustomer(input: { identifiers: [{ type: INTERNAL_ID, value: "large" }] }) { customer { id } } }`,
    {},
  )
  const { id } = identifyCustomer.customer
  await seedMessages(interactionModel(database.connection), id, interactions)
  const restingMb = await memoryMb(server.pid, 'VmRSS')

  const cpuBefore = await server.cpuMs()
  const begunAt = performance.now()
  const response = await fetch(new URL(`/export/customers/${id}`, server.url))
  let bytes = 0
  let end = ''
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    end = `${end}${Buffer.from(chunk).toString()}`.slice(-500)
  }
  const seconds = (performance.now() - begunAt) / 1000
  const cpuSeconds = ((await server.cpuMs()) - cpuBefore) / 1000
  const peakMb = await memoryMb(server.pid, 'VmHWM')
  const addedMb = peakMb - restingMb
  if (!end.includes(`"interactions":${interactions}}`))
    throw new Error(`expected ${interactions} interactions, got an export that ends with ${end}`)

  console.log(`\n| interactions | seconds | CPU s | MB written | RSS before, MB | peak RSS, MB | added, MB |`)
  console.log(`| ---: | ---: | ---: | ---: | ---: | ---: | ---: |`)
  console.log(
    `| ${interactions} | ${[seconds, cpuSeconds, bytes / 1e6, restingMb, peakMb, addedMb].map((value) => value.toFixed(1)).join(' | ')} |`,
  )
  console.log(`\nAll of Elo in one process, which is the exporting one. Machine: ${machineText()}.`)
  const isMet = seconds <= allowedSeconds && addedMb <= allowedMb
  console.log(`${isMet ? 'At most' : 'More than'} ${allowedSeconds} s and ${allowedMb} MB more.`)
  if (!isMet) process.exitCode = 1
} finally {
  await server.stop()
  await database.stop()
}

/** A size of a process as Linux gives it, in MB. */
async function memoryMb(pid: number, name: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const [, kilobytes] = new RegExp(`${name}:\\s+(\\d+) kB`, 'u').exec(status) ?? []
  return Number(kilobytes) / 1024
}
