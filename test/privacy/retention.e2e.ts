import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { interactionModel } from '../../interactions/log/interactionModel.ts'
import { createContentExpiry } from '../../interactions/retention/contentExpiry.ts'
import type { RetentionRule } from '../../privacy/retention/retentionRules.ts'
import { erasedBody } from '../../subgraphs/conversations/erasure/erasedBody.ts'
import { askForData } from '../support/askGraph.ts'
import { runEloProcess, startEloProcess } from '../support/eloProcess.ts'
import { watchHistory } from '../support/liveHistory.ts'
import { until } from '../support/until.ts'
import { type SingleProcess, startSingleProcess } from '../singleProcess/support/startSingleProcess.ts'

let elo: SingleProcess
let folder: string
beforeAll(async () => {
  elo = await startSingleProcess('privacy-retention')
  folder = await mkdtemp(join(tmpdir(), 'elo-retention-'))
})
afterAll(() => elo.stop())

const rules: RetentionRule[] = [
  { kinds: ['MESSAGE'], departments: ['Sales'], days: 365 },
  { kinds: ['MESSAGE', 'NOTE'], departments: null, days: 30 },
]
const dayMs = 86_400_000

async function record(phone: string, text: string, daysAgo: number, department: string | null = null) {
  await elo.mutate(
    `recordMessage(input: { customer: { identifiers: [{ type: PHONE, value: "${phone}" }] } channel: SMS
      actor: { kind: CUSTOMER, name: "Bia" } text: "${text}" department: ${JSON.stringify(department)}
      occurredAt: "${new Date(Date.now() - daysAgo * dayMs).toISOString()}" }) { userErrors { code } }`,
  )
}

const customerSchema = z.object({
  customerByIdentifier: z.object({
    id: z.string(),
    history: z.object({
      nodes: z.array(
        z.object({
          text: z.string().nullable(),
          summary: z.string(),
          erasureCause: z.string().nullable(),
          actor: z.object({ name: z.string().nullable() }),
        }),
      ),
    }),
  }),
})

async function customerOf(phone: string) {
  const data = await askForData(
    customerSchema,
    elo.url,
    `query ($value: String!) { customerByIdentifier(identifier: { type: PHONE, value: $value }) {
      id history(first: 100) { nodes { summary erasureCause actor { name } ... on Message { text } } } } }`,
    { value: phone },
  )
  const { id, history } = data.customerByIdentifier
  return { id, messages: history.nodes }
}

const erased = {
  ...{ text: null, summary: 'Message erased', erasureCause: 'RETENTION' },
  actor: { name: null },
}
const kept = (text: string) => ({ text, summary: text, erasureCause: null, actor: { name: 'Bia' } })

function expiry() {
  const { connection } = elo.database
  return createContentExpiry({
    ...{ connection, clock: () => new Date(), rules },
    ...{ kinds: ['MESSAGE', 'NOTE'], eraseBody: erasedBody },
  })
}

describe('the job of retention', () => {
  it('erases what is older than its rule, once, in one of several processes, and tells subscribers', async () => {
    const phone = '+5511983330001'
    await record(phone, 'of two years', 730, 'Sales')
    await record(phone, 'of sales', 100, 'Sales')
    await record(phone, 'of nobody', 100)
    await record(phone, 'of yesterday', 1)
    const { id } = await customerOf(phone)
    const stream = await watchHistory(elo.url, id)
    await stream.next()

    const file = join(folder, 'retention.json')
    await writeFile(
      file,
      JSON.stringify({
        rules: rules.map(({ departments, ...rule }) => ({ ...rule, ...(departments && { departments }) })),
      }),
    )
    const environment = { MONGODB_URI: elo.database.uri, ELO_RETENTION: file }
    const others = await Promise.all([startEloProcess(environment), startEloProcess(environment)])
    const runs = elo.database.connection.collection<{ _id: string; doneAt: Date | null }>('retentionRuns')
    await until(
      'the contents are erased',
      async () => (await runs.countDocuments({ _id: 'conversations', doneAt: { $ne: null } })) === 1,
    )
    await stream.until(({ change }) => change === 'AMENDED')
    await stream.until(({ change }) => change === 'AMENDED')
    await stream.close()
    await Promise.all(others.map((each) => each.end('SIGTERM')))

    expect((await customerOf(phone)).messages).toEqual([
      erased,
      kept('of sales'),
      erased,
      kept('of yesterday'),
    ])
    const log = others.map((each) => each.log()).join('')
    expect(log.match(/"event":"retention_done"/gu)?.length).toBe(1)
    expect(log).toContain('"erased":2')
    expect(await elo.database.dump()).not.toContain('of two years')
    expect(await expiry().expire()).toBe(0)
  })

  it('leaves customers with a legal hold alone, by whichever profile it was placed', async () => {
    const [phone, other] = ['+5511983330002', '+5511983330003']
    for (const each of [phone, other]) await record(each, `of ${each}`, 400)
    const [one, two] = [await customerOf(phone), await customerOf(other)]
    await elo.mutate(
      `holdCustomer(input: { customerId: "${two.id}", ground: "Lawsuit" }) { userErrors { code } }`,
    )
    await elo.mutate(
      `mergeCustomers(input: { customerId: "${one.id}", otherCustomerId: "${two.id}" }) { userErrors { code } }`,
    )
    expect(await expiry().expire()).toBe(0)
    await elo.database.connection
      .collection('legalHolds')
      .updateMany({}, { $set: { releasedAt: new Date() } })
    expect(await expiry().expire()).toBe(2)
  })

  it('erases nothing more once a hold is answered', async () => {
    const interactions = interactionModel(elo.database.connection)
    for (let round = 0; round < 4; round += 1) {
      const phone = `+551198333010${round}`
      await record(phone, 'old', 400)
      const { id } = await customerOf(phone)
      const one = await interactions.findOne({ profileId: id }).lean()
      if (!one) throw new Error('expected a message')
      await interactions.insertMany(
        Array.from({ length: 400 }, (_, index) => ({
          ...one,
          ...{ _id: `${one._id}-${index}`, seq: index + 2, positions: [index + 2] },
        })),
        { lean: true },
      )
      const count = () => interactions.countDocuments({ profileId: id, erased: { $exists: true } })
      const expiring = expiry().expire()
      await until('some is erased', async () => (await count()) >= 50 * (round + 1))
      await elo.mutate(
        `holdCustomer(input: { customerId: "${id}", ground: "Lawsuit" }) { userErrors { code } }`,
      )
      const held = await count()
      await expiring
      expect(await count()).toBe(held)
      expect(held).toBeLessThan(401)
    }
  })

  it('does not start with faults in its rules', async () => {
    const file = join(folder, 'faults.json')
    await writeFile(file, '{ "rules": [\n{ "kinds": ["MESSAGE"], "days": "all" } ] }')
    const { code, log } = await runEloProcess({ MONGODB_URI: elo.database.uri, ELO_RETENTION: file })
    expect(code).toBe(1)
    expect(log).toContain('faults.json, line 2:')
  })
})
