import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followCustomer } from './support/followCustomer.ts'
import { type History, startHistory } from './support/startHistory.ts'

let history: History
beforeAll(async () => {
  history = await startHistory('resume_storm')
})
afterAll(() => history.stop())

const customersCount = 200
const clientsOfEach = 5

/** Run, and count the commands that read, by collection. */
async function countReads(run: () => Promise<void>): Promise<Record<string, number>> {
  const reads: Record<string, number> = {}
  const client = history.connection.getClient()
  const count = ({ command }: { command: Record<string, unknown> }) => {
    const [verb = ''] = Object.keys(command)
    if (!['find', 'aggregate'].includes(verb)) return
    const stages = command['pipeline']
    if (JSON.stringify(stages ?? '').includes('$changeStream')) return
    const of = `${verb} ${String(command[verb])}`
    reads[of] = (reads[of] ?? 0) + 1
  }
  client.on('commandStarted', count)
  await run()
  client.off('commandStarted', count)
  return reads
}

describe('1,000 clients that resume at once', () => {
  it('cause fewer reads than there are customers, and each gets what it missed exactly once', async () => {
    const customers: { id: string; after: string }[] = []
    for (let n = 0; n < customersCount; n += 1) {
      const id = await history.newCustomer()
      const events = await followCustomer(history, id)
      const [position] = await events.take(1)
      await events.close()
      customers.push({ id, after: position?.cursor ?? '' })
      await history.recordMany(id, 3)
    }
    // Opens the change stream.
    const awake = await followCustomer(history, customers[0]?.id ?? '')
    await awake.take(1)

    const delivered: (string | undefined)[][] = []
    const startedAt = performance.now()
    const reads = await countReads(async () => {
      const clients = customers.flatMap((customer) => Array.from({ length: clientsOfEach }, () => customer))
      await Promise.all(
        clients.map(async ({ id, after }) => {
          const events = await followCustomer(history, id, { after })
          delivered.push((await events.take(4)).map(({ change }) => change))
          await events.close()
        }),
      )
    })
    const ms = Math.round(performance.now() - startedAt)
    const all = Object.values(reads).reduce((sum, count) => sum + count, 0)
    process.stdout.write(`1,000 clients resumed in ${ms} ms by ${all} reads: ${JSON.stringify(reads)}\n`)
    await awake.close()
    expect(delivered.length).toBe(1_000)
    for (const changes of delivered) expect(changes).toEqual(['POSITION', 'RECORDED', 'RECORDED', 'RECORDED'])
    expect(all).toBeLessThanOrEqual(customersCount)
  })
})
