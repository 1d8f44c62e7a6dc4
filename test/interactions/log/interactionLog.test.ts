import { afterAll, describe, expect, it } from 'vitest'
import { connectDatabase } from '../../../platform/mongo/database.ts'
import { newId } from '../../../platform/lang/ids.ts'
import { createInteractionLog } from '../../../interactions/log/interactionLog.ts'
import { inTransaction } from '../../../interactions/log/transaction.ts'
import { openLogs } from './openLogs.ts'
import { newMessage } from './newMessage.ts'
import { oneTo, positionsOf, readLog } from '../readLog.ts'

const { uri, connection, otherConnection, log, otherLog, drop } = await openLogs('test_interaction_log')
afterAll(drop)

describe('the positions of a log', () => {
  it('follow the last position that a majority has, so that a failing server cannot roll it back', async () => {
    const monitored = await connectDatabase(uri, { monitorCommands: true })
    const concerns: unknown[] = []
    monitored.getClient().on('commandStarted', ({ commandName, command }) => {
      if (commandName === 'find') concerns.push(command['readConcern'])
    })
    const profileId = newId('cus')
    const fresh = createInteractionLog({ connection: monitored, clock: () => new Date() })
    await fresh.record(newMessage(profileId))
    expect(concerns).toEqual([{ level: 'majority' }])
    await log.record(newMessage(profileId))
    await fresh.record(newMessage(profileId))
    // The position was taken: one read gets the time of the write, and the next waits until a majority has it.
    expect(concerns.slice(1)).toEqual([{ level: 'local' }, expect.objectContaining({ level: 'majority' })])
    expect(await positionsOf(connection, profileId)).toEqual([1, 2, 3])
    await monitored.close()
  })

  it('have no holes when amendments race for one interaction', async () => {
    const profileId = newId('cus')
    const { interaction } = await log.record(newMessage(profileId))
    await Promise.all(
      Array.from({ length: 32 }, async (_, index) => {
        const writer = index % 2 ? log : otherLog
        await writer.amend(interaction.id, ({ summary }) => ({ summary: `${summary}!` }))
        await writer.record(newMessage(profileId))
      }),
    )
    const amended = (await readLog(connection, profileId)).find(({ id }) => id === interaction.id)
    expect(amended?.summary).toBe(`hello${'!'.repeat(32)}`)
    expect(amended?.revision).toBe(33)
    expect(await positionsOf(connection, profileId)).toEqual(oneTo(65))
  })

  it('are taken once, by transactions and by other writes', async () => {
    const [one, other] = [newId('cus'), newId('cus')]
    await Promise.all([
      ...Array.from({ length: 16 }, () => log.record(newMessage(one))),
      ...Array.from({ length: 16 }, () => otherLog.record(newMessage(other))),
      ...Array.from({ length: 6 }, (_, index) =>
        inTransaction(index % 2 ? connection : otherConnection, async (session) => {
          const writer = index % 2 ? log : otherLog
          await writer.record(newMessage(one, { summary: 'both' }), { session })
          await writer.record(newMessage(other, { summary: 'both' }), { session })
        }),
      ),
    ])
    expect(await positionsOf(connection, one)).toEqual(oneTo(22))
    expect(await positionsOf(connection, other)).toEqual(oneTo(22))
  })

  it('continue after the interactions that another process has appended', async () => {
    const profileId = newId('cus')
    await log.record(newMessage(profileId))
    await otherLog.record(newMessage(profileId))
    await otherLog.record(newMessage(profileId))
    const { interaction } = await log.record(newMessage(profileId))
    expect(interaction.seq).toBe(4)
    expect(await otherLog.lastPosition(profileId)).toBe(4)
  })

  it('are free again after a transaction that failed', async () => {
    const profileId = newId('cus')
    await expect(
      inTransaction(connection, async (session) => {
        await log.record(newMessage(profileId), { session })
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    const { interaction } = await log.record(newMessage(profileId))
    expect(interaction.seq).toBe(1)
  })

  it('follow, in a transaction, the last position of its snapshot, its own writes included', async () => {
    const profileId = newId('cus')
    await log.record(newMessage(profileId))
    let runs = 0
    const seen = await inTransaction(connection, async (session) => {
      runs += 1
      const last = await log.lastPosition(profileId, { session })
      // Committed after the transaction has begun, and remembered by this process.
      if (runs === 1) await log.record(newMessage(profileId))
      const first = await log.record(newMessage(profileId), { session })
      const second = await log.record(newMessage(profileId), { session })
      return [last, first.interaction.seq, second.interaction.seq]
    })
    expect(seen).toEqual([2, 3, 4])
    expect(runs).toBe(2)
  })
})

describe('amending', () => {
  it('moves the interaction to the end of its log as a new revision', async () => {
    const profileId = newId('cus')
    const { interaction } = await log.record(newMessage(profileId))
    await log.record(newMessage(profileId))
    const amended = await otherLog.amend(interaction.id, () => ({ summary: 'edited' }))
    expect(amended).toMatchObject({
      outcome: 'amended',
      interaction: { id: interaction.id, seq: 3, positions: [1, 3], revision: 2, summary: 'edited' },
    })
  })

  it('does nothing when nothing changes, or when there is no such interaction', async () => {
    const { interaction } = await log.record(newMessage(newId('cus')))
    expect(await log.amend(interaction.id, () => null)).toEqual({ outcome: 'unchanged', interaction })
    expect(await log.amend(newId('int'), () => ({ summary: 'edited' }))).toEqual({
      outcome: 'missing',
      interaction: null,
    })
  })
})
