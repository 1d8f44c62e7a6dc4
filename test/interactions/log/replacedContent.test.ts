import { afterAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import type { Decide } from '../../../interactions/log/interactionLog.ts'
import { createRevisionStore } from '../../../interactions/log/revisionStore.ts'
import { inTransaction } from '../../../interactions/log/transaction.ts'
import { oneTo, positionsOf } from '../readLog.ts'
import { newMessage } from './newMessage.ts'
import { openLogs } from './openLogs.ts'

const { connection, log, otherLog, drop } = await openLogs('test_replaced_content')
afterAll(drop)

const store = createRevisionStore(connection)

/** Adds a letter to the summary, and keeps the summary before; its length is the number. */
const addLetter: Decide = ({ summary }) => ({
  summary: `${summary}a`,
  replaced: { number: summary.length, content: { summary } },
})

async function recorded(): Promise<{ id: string; profileId: string }> {
  const { interaction } = await log.record(newMessage(newId('cus'), { summary: 'a' }))
  return interaction
}

function keptOf(interactionId: string, numbers: number[]): Promise<unknown[]> {
  return store.findAll(numbers.map((number) => ({ interactionId, number })))
}

describe('what an amendment replaces', () => {
  it('is kept with the amendment, and nothing is kept without one', async () => {
    const { id } = await recorded()
    await log.amend(id, () => null)
    expect(await keptOf(id, [1])).toEqual([null])
    const { interaction } = await log.amend(id, addLetter)
    expect(interaction).toMatchObject({ revision: 2, summary: 'aa' })
    expect(interaction).not.toHaveProperty('replaced')
    expect(await keptOf(id, [2, 1])).toEqual([null, { summary: 'a' }])
  })

  it('is not kept when the transaction of the amendment fails', async () => {
    const { id } = await recorded()
    await expect(
      inTransaction(connection, async (session) => {
        await log.amend(id, addLetter, { session })
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await keptOf(id, [1])).toEqual([null])
    await inTransaction(connection, (session) => log.amend(id, addLetter, { session }))
    expect(await keptOf(id, [1])).toEqual([{ summary: 'a' }])
  })

  it('is decided one after the other by the writers of a process, however many there are', async () => {
    const { id } = await recorded()
    let decisions = 0
    const addAndCount: typeof addLetter = (current) => {
      decisions += 1
      return addLetter(current)
    }
    await Promise.all(oneTo(100).map(() => log.amend(id, addAndCount)))
    expect(decisions).toBe(100)
  })

  it('is kept once for each amendment, when writers of two processes amend and append at once', async () => {
    const { id, profileId } = await recorded()
    await Promise.all(
      oneTo(12).map(async (each) => {
        const writer = each % 2 === 0 ? log : otherLog
        await writer.amend(id, addLetter)
        await writer.record(newMessage(profileId))
      }),
    )
    expect(await keptOf(id, oneTo(12))).toEqual(oneTo(12).map((length) => ({ summary: 'a'.repeat(length) })))
    expect(await positionsOf(connection, profileId)).toEqual(oneTo(25))
  })
})
