import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/lang/ids.ts'
import { inTransaction } from '../../interactions/log/transaction.ts'
import { openLogs } from './log/openLogs.ts'
import { newMessage } from './log/newMessage.ts'
import { oneTo, positionsOf, readLog } from './readLog.ts'

const { connection, log, otherLog, drop } = await openLogs('test_record_again')
afterAll(drop)

describe('recording again', () => {
  it('gives the interaction that was recorded first, also to concurrent retries', async () => {
    const profileId = newId('cus')
    const entry = newMessage(profileId, { idempotencyKey: newId('evt'), content: { text: 'hello' } })
    const results = await Promise.all(
      Array.from({ length: 32 }, (_, index) => (index % 2 ? log : otherLog).record(entry)),
    )
    expect(new Set(results.map(({ interaction }) => interaction.id)).size).toBe(1)
    expect(results.filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1)
    expect(results.filter(({ outcome }) => outcome === 'repeated')).toHaveLength(31)
    expect(await positionsOf(connection, profileId)).toEqual([1])
  })

  it('under the same key with another content is a conflict', async () => {
    const profileId = newId('cus')
    const idempotencyKey = newId('evt')
    const first = await log.record(newMessage(profileId, { idempotencyKey, content: 'one' }))
    const second = await log.record(newMessage(profileId, { idempotencyKey, content: 'two' }))
    const ofAnotherKind = await log.record(
      newMessage(profileId, { kind: 'NOTE', idempotencyKey, content: 'one' }),
    )
    expect(second).toEqual({ outcome: 'conflict', interaction: first.interaction })
    expect(ofAnotherKind).toEqual({ outcome: 'conflict', interaction: first.interaction })
    expect(await positionsOf(connection, profileId)).toEqual([1])
  })

  it('from the same source gives the first, and with another content a conflict', async () => {
    const profileId = newId('cus')
    const source = { system: 'crm', externalId: newId('evt'), version: null }
    const first = await log.record(newMessage(profileId, { source, content: 'one' }))
    expect(await otherLog.record(newMessage(profileId, { source, content: 'one' }))).toEqual({
      outcome: 'repeated',
      interaction: first.interaction,
    })
    expect(await otherLog.record(newMessage(profileId, { source, content: 'two' }))).toEqual({
      outcome: 'conflict',
      interaction: first.interaction,
    })
    const elsewhere = await log.record(
      newMessage(profileId, { source: { ...source, system: 'erp' }, content: 'two' }),
    )
    expect(elsewhere.outcome).toBe('recorded')
  })

  it('gives the first in a transaction too', async () => {
    const entry = newMessage(newId('cus'), { idempotencyKey: newId('evt') })
    const first = await log.record(entry)
    const again = await inTransaction(connection, (session) => log.record(entry, { session }))
    expect(again).toEqual({ outcome: 'repeated', interaction: first.interaction })
  })

  it('ends with the highest version of a source, in whatever order the versions arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
        async (versions) => {
          const profileId = newId('cus')
          const externalId = newId('evt')
          await Promise.all(
            versions.map((version, index) =>
              (index % 2 ? log : otherLog).record(
                newMessage(profileId, {
                  source: { system: 'chatwoot', externalId, version },
                  summary: `version ${version}`,
                  content: version,
                }),
                { amend: () => ({ summary: `version ${version}` }) },
              ),
            ),
          )
          const interactions = await readLog(connection, profileId)
          const highest = Math.max(...versions)
          expect(interactions).toMatchObject([
            { summary: `version ${highest}`, source: { system: 'chatwoot', externalId, version: highest } },
          ])
          expect(await positionsOf(connection, profileId)).toEqual(oneTo(interactions[0]?.revision ?? 0))
        },
      ),
      { numRuns: 20 },
    )
  })

  it('with the same or a lower version changes nothing', async () => {
    const profileId = newId('cus')
    const source = { system: 'chatwoot', externalId: newId('evt'), version: 5 }
    const first = await log.record(newMessage(profileId, { source, content: 'five' }))
    for (const version of [4, 5]) {
      const again = await log.record(
        newMessage(profileId, { source: { ...source, version }, content: 'other' }),
        { amend: () => ({ summary: 'other' }) },
      )
      expect(again).toEqual({ outcome: 'repeated', interaction: first.interaction })
    }
  })
})
