import { describe, expect, inject, it } from 'vitest'
import { askGraph } from '../support/askGraph.ts'
import { startEloProcess } from '../support/eloProcess.ts'
import { openTestDatabase } from '../support/testDatabase.ts'
import { until } from '../support/until.ts'
import { eraseCustomer } from './support/eraseInSteps.ts'

/** The part that was killed has a lease of 30 s; the rest is for a busy machine. */
const leaseEndsMs = 120_000

const reason = 'article 18 of the LGPD'

describe('an erasure whose process is killed', () => {
  it(
    'is finished by another one, with the counts of all of it',
    async () => {
      const database = await openTestDatabase(inject('mongodbUri'), 'privacy-killed')
      const environment = { PORT: '0', MONGODB_URI: database.uri }
      const first = await startEloProcess(environment)
      const recorded = await askGraph(
        first.url,
        `mutation { recordMessage(input: { customer: { identifiers: [{ type: PHONE, value: "+5511982220007" }] }
        channel: SMS, actor: { kind: CUSTOMER }, text: "escaped?" }) { message { customer { id } } } }`,
      )
      const [customerId = ''] = /cus_[0-9a-f-]+/u.exec(JSON.stringify(recorded.data)) ?? []
      const interactions = database.connection.collection<{ _id: string; seq: number; positions: number[] }>(
        'interactions',
      )
      const one = await interactions.findOne({})
      if (!one) throw new Error('expected a message')
      const copies = Array.from({ length: 8_000 }, (_, index) => ({
        ...one,
        _id: `${one._id}-${index}`,
        seq: index + 2,
        positions: [index + 2],
      }))
      await interactions.insertMany(copies)
      const { preview } = await eraseCustomer(first.url, { customerId })
      const { erasure } = await eraseCustomer(first.url, {
        customerId,
        confirmation: preview?.confirmation,
        reason,
      })
      await until(
        'some is erased',
        async () => (await interactions.countDocuments({ erased: { $exists: true } })) > 0,
      )
      await first.end('SIGKILL')
      expect(await database.connection.collection('erasures').countDocuments({ state: 'DONE' })).toBe(0)

      const second = await startEloProcess(environment)
      await until(
        'the erasure is done',
        async () => {
          const done = await database.connection.collection('erasures').countDocuments({ state: 'DONE' })
          return done === 1
        },
        leaseEndsMs,
      )
      const { data } = await askGraph(
        second.url,
        `query ($protocol: String!) { erasure(protocol: $protocol) { certificate { counts { collection kind count } } } }`,
        { protocol: erasure?.protocol },
      )
      expect(JSON.stringify(data)).toContain('{"collection":"interactions","kind":"MESSAGE","count":8001}')
      expect(await database.dump()).not.toContain('escaped?')
      await second.end('SIGTERM')
      await database.drop()
    },
    2 * leaseEndsMs,
  )
})
