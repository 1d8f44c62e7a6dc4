import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type EloProcess, startEloProcess } from '../support/eloProcess.ts'
import { askGraph } from '../support/askGraph.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { until } from '../support/until.ts'
import { post } from './support/canaryCustomer.ts'
import { eraseCustomer } from './support/eraseInSteps.ts'
import { deliveryOf, type Write, writeAll } from './support/writers.ts'

let database: TestDatabase
let elo: EloProcess
beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), 'privacy-while-writing')
  elo = await startEloProcess({ PORT: '0', MONGODB_URI: database.uri, CHATWOOT_ACCEPT_UNSIGNED: 'true' })
})
afterAll(async () => {
  await elo.end('SIGTERM')
  await database.drop()
})

const rounds = 3

describe('an erasure while others write', () => {
  it('takes all that is acknowledged for the erased customer, and nothing that is acknowledged for a new one', async () => {
    const seen = { erased: 0, ofNew: 0, refused: 0 }
    for (let round = 0; round < rounds; round += 1) {
      const { writes, callAt, erasedAt, profileIds } = await eraseWhileWriting(round)
      const dump = await database.dump()
      const isStored = ({ canary }: Write) => dump.includes(canary)
      const isOfErased = ({ owner }: Write) => owner !== null && profileIds.includes(owner)
      const answered = writes.filter(({ writer }) => writer !== 'chatwoot')
      const erased = answered.filter(isOfErased)
      const ofNew = answered.filter((write) => write.owner !== null && !isOfErased(write))
      const refused = answered.filter(({ owner }) => owner === null)
      expect(erased.filter(isStored)).toEqual([])
      expect(ofNew.filter((write) => !isStored(write))).toEqual([])
      expect(refused.filter(isStored)).toEqual([])
      // A refusal says why.
      expect(
        [...new Set(refused.flatMap(({ codes }) => codes))].filter(
          (code) => code !== 'NOT_FOUND' && code !== 'CONFLICT',
        ),
      ).toEqual([])
      expect(refused.filter(({ codes }) => codes.length === 0)).toEqual([])
      // What is answered before the erasure is called is the erased customer's; what begins after it is not.
      expect(answered.filter((write) => write.answeredAt < callAt && !isOfErased(write))).toEqual([])
      expect(answered.filter((write) => write.startedAt > erasedAt && isOfErased(write))).toEqual([])

      const delivered = writes.filter(({ writer }) => writer === 'chatwoot')
      const later = delivered.filter(({ startedAt }) => startedAt > erasedAt)
      expect(later.length).toBeGreaterThan(0)
      const texts = await textsOfOthers(profileIds)
      expect(later.filter(({ canary }) => !texts.includes(canary))).toEqual([])
      // A delivery that was being sent when the erasure began is erased, or is of the new customer; see ARCHITECTURE.md.
      expect(delivered.filter((write) => isStored(write) && !texts.includes(write.canary))).toEqual([])
      seen.erased += erased.length
      seen.ofNew += ofNew.length
      seen.refused += refused.length
    }
    expect(Object.values(seen).filter((count) => count < rounds)).toEqual([])
  })
})

/** The texts of all messages of customers but these. */
async function textsOfOthers(profileIds: readonly string[]): Promise<string> {
  const messages = await database.connection
    .collection<{ profileId: string }>('interactions')
    .find({ profileId: { $nin: [...profileIds] }, kind: 'MESSAGE' })
    .toArray()
  return JSON.stringify(messages.map(({ ['body']: body }: Record<string, unknown>) => body))
}

/** Make a customer, let all writers write, and erase the customer at another moment in every round. */
async function eraseWhileWriting(round: number) {
  const phone = `+55119822230${String(round).padStart(2, '0')}`
  await post(elo.url, deliveryOf({ round, phone }, 99_999, `qzx${round}beginxzq`))
  await database.processed()
  const { data } = await askGraph(
    elo.url,
    `query ($value: String!) { customerByIdentifier(identifier: { type: PHONE, value: $value }) {
      id history(last: 1, filter: { kinds: [MESSAGE] }) { nodes { id } } } }`,
    { value: phone },
  )
  const text = JSON.stringify(data)
  const [customerId = ''] = /cus_[0-9a-f-]+/u.exec(text) ?? []
  const [messageId = ''] = /int_[0-9a-f-]+/u.exec(text) ?? []
  const { preview } = await eraseCustomer(elo.url, { customerId })

  let acknowledged = 0
  let callAt = 0
  let erasedAt = Infinity
  let erasing: ReturnType<typeof eraseCustomer> | null = null
  const writes = await writeAll(
    elo.url,
    { round, phone, customerId, messageId },
    {
      onWrite() {
        acknowledged += 1
        if (erasing || acknowledged < 3 + round * 5) return
        callAt = performance.now()
        erasing = eraseCustomer(elo.url, {
          ...{ customerId, confirmation: preview?.confirmation },
          reason: 'article 18 of the LGPD',
        }).finally(() => {
          erasedAt = performance.now()
        })
      },
      isOver: (own) => own.filter(({ startedAt }) => startedAt > erasedAt).length >= 2,
    },
  )
  const { erasure, userErrors } = await (erasing ?? eraseCustomer(elo.url, { customerId }))
  expect(userErrors).toEqual([])
  const erasures = database.connection.collection<{ _id: string; profileIds: string[]; state: string }>(
    'erasures',
  )
  const protocol = erasure?.protocol ?? ''
  await until(
    'the erasure is done',
    async () => (await erasures.countDocuments({ _id: protocol, state: 'DONE' })) === 1,
  )
  await database.processed()
  const stored = await erasures.findOne({ _id: protocol })
  return { writes, callAt, erasedAt, profileIds: stored?.profileIds ?? [] }
}
