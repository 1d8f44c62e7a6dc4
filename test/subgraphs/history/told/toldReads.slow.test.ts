import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { interactionModel } from '../../../../interactions/log/interactionModel.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { stagesOf } from '../support/askHistory.ts'
import { type History, startHistory } from '../support/startHistory.ts'
import { duplicates, known, said } from '../support/askTold.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('told_reads')
})

afterAll(() => history.stop())

/** Copies of one message, the newest last. */
async function recordMany(profileId: string, count: number, text: string): Promise<void> {
  const model = interactionModel(history.connection)
  const first = await model.findById(await history.record(profileId, said(0, text))).lean()
  if (!first) throw new Error('not recorded')
  await model.insertMany(
    Array.from({ length: count - 1 }, (_, index) => ({
      ...first,
      _id: newId('int'),
      seq: index + 1000,
      positions: [index + 1000],
      occurredAt: new Date(first.occurredAt.getTime() + index + 1),
    })),
    { lean: true },
  )
}

async function commandsOf(run: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const commands: Record<string, unknown>[] = []
  const client = history.connection.getClient()
  client.on('commandStarted', ({ command }) =>
    commands.push(z.record(z.string(), z.unknown()).parse(command)),
  )
  await run()
  client.removeAllListeners('commandStarted')
  return commands.filter((command) => 'aggregate' in command || 'getMore' in command || 'find' in command)
}

describe('the reads of what was told', () => {
  it('end after 5,000 messages, and the answer says that it is not complete', async () => {
    const customer = newId('cus')
    await history.record(customer, said(-1, 'meu e-mail é ana@x.com'))
    await recordMany(customer, 4_999, 'oi')
    expect(await known(history, [customer], ['EMAIL'])).toMatchObject([{ told: true, complete: true }])
    await history.record(customer, said(9, 'oi'))
    const commands = await commandsOf(async () =>
      expect(await known(history, [customer], ['EMAIL'])).toMatchObject([{ told: false, complete: false }]),
    )
    expect(commands).toHaveLength(21)
    expect(await duplicates(history, [customer])).toEqual({ complete: false, questions: [] })
  })

  it('end when all values are found', async () => {
    const customer = newId('cus')
    await recordMany(customer, 600, 'oi')
    for (let index = 0; index < 5; index++)
      await history.record(customer, said(9 + index, `pedido 10${index}`))
    const commands = await commandsOf(() => known(history, [customer], ['ORDER_NUMBER']))
    expect(commands.map((command) => Object.keys(command)[0])).toEqual(['aggregate', 'find'])
  })

  it('end after 1,000,000 characters, and read 20,000 of each message', async () => {
    const customer = newId('cus')
    await history.record(customer, said(0, 'meu e-mail é ana@x.com'))
    await history.record(customer, said(1, `${'a '.repeat(10_000)} pedido 111`))
    expect(await known(history, [customer], ['EMAIL', 'ORDER_NUMBER'])).toMatchObject([
      { told: true, complete: false },
      { told: false, complete: false },
    ])
    for (let index = 0; index < 50; index++)
      await history.record(customer, said(2 + index, 'b '.repeat(10_000)))
    expect(await known(history, [customer], ['EMAIL'])).toMatchObject([{ told: false, complete: false }])
  })

  it('use the index of kinds and sort nothing, for one profile and for several', async () => {
    const profileIds = [newId('cus'), newId('cus')]
    for (const profileId of profileIds) await recordMany(profileId, 30, 'oi')
    for (const ids of [profileIds, profileIds.slice(1)]) {
      const [command] = await commandsOf(() => known(history, ids, ['EMAIL']))
      const { pipeline, hint } = z
        .object({
          pipeline: z.array(z.record(z.string(), z.unknown())),
          hint: z.record(z.string(), z.number()),
        })
        .parse(command)
      const { collection } = interactionModel(history.connection)
      const plan = JSON.stringify(await collection.aggregate(pipeline, { hint }).explain('queryPlanner'))
      expect(stagesOf(plan)).toContain('IXSCAN')
      expect(stagesOf(plan)).not.toContain('SORT')
      expect(stagesOf(plan)).not.toContain('COLLSCAN')
    }
  })
})
