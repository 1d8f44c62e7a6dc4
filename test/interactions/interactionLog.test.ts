import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import fc from 'fast-check'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connectDatabase, ensureIndexes } from '../../platform/mongo/database.ts'
import { newId } from '../../platform/lang/ids.ts'
import type { Interaction } from '../../interactions/interaction.ts'
import { createInteractionLog, type InteractionLog } from '../../interactions/interactionLog.ts'
import { interactionModel, toInteraction } from '../../interactions/interactionModel.ts'
import { inTransaction } from '../../interactions/transaction.ts'
import { appendAndAmend } from './appendAndAmend.ts'
import { newMessage } from './newMessage.ts'

const uri = Object.assign(new URL(inject('mongodbUri')), { pathname: '/test_interaction_log' }).toString()
let connection: Connection
let otherConnection: Connection
let log: InteractionLog
let otherLog: InteractionLog

beforeAll(async () => {
  connection = await connectDatabase(uri)
  otherConnection = await connectDatabase(uri)
  log = createInteractionLog({ connection, clock: () => new Date() })
  otherLog = createInteractionLog({ connection: otherConnection, clock: () => new Date() })
  await ensureIndexes(connection)
})

afterAll(async () => {
  await connection.dropDatabase()
  await otherConnection.close()
  await connection.close()
})

async function readLog(profileId: string, after = 0, limit = 0): Promise<Interaction[]> {
  const documents = await interactionModel(connection)
    .find({ profileId, seq: { $gt: after } })
    .sort({ seq: 1 })
    .limit(limit)
    .lean()
  return documents.map(toInteraction)
}

/** All positions that were ever taken in a log, in order. */
async function positionsOf(profileId: string): Promise<number[]> {
  const interactions = await readLog(profileId)
  return interactions.flatMap(({ positions }) => positions).sort((one, other) => one - other)
}

function oneTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}

describe('the positions of a log', () => {
  it('are 1, 2, 3, … without holes or repeats, with many writers in several processes', async () => {
    const profileIds = [newId('cus'), newId('cus')]
    const script = fileURLToPath(new URL('appendToLog.ts', import.meta.url))
    await Promise.all([
      appendAndAmend(log, { profileIds, writers: 32, writes: 12 }),
      appendAndAmend(otherLog, { profileIds, writers: 8, writes: 24 }),
      promisify(execFile)(process.execPath, ['--import', 'tsx', script, uri, profileIds.join(), '8', '24']),
    ])
    const given = await Promise.all(profileIds.map(positionsOf))
    expect(given.flat()).toHaveLength(32 * (12 + 4) + 2 * 8 * (24 + 8))
    for (const positions of given) expect(positions).toEqual(oneTo(positions.length))
  })

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
    expect(await positionsOf(profileId)).toEqual([1, 2, 3])
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
    const amended = (await readLog(profileId)).find(({ id }) => id === interaction.id)
    expect(amended?.summary).toBe(`hello${'!'.repeat(32)}`)
    expect(amended?.revision).toBe(33)
    expect(await positionsOf(profileId)).toEqual(oneTo(65))
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
    expect(await positionsOf(one)).toEqual(oneTo(22))
    expect(await positionsOf(other)).toEqual(oneTo(22))
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
    expect(await positionsOf(profileId)).toEqual([1])
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
    expect(await positionsOf(profileId)).toEqual([1])
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
          const interactions = await readLog(profileId)
          const highest = Math.max(...versions)
          expect(interactions).toMatchObject([
            { summary: `version ${highest}`, source: { system: 'chatwoot', externalId, version: highest } },
          ])
          expect(await positionsOf(profileId)).toEqual(oneTo(interactions[0]?.revision ?? 0))
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

describe('a reader that starts at any position while writers append and amend', () => {
  it('gets every later interaction in its latest state and in order', async () => {
    const profileId = newId('cus')
    await appendAndAmend(log, { profileIds: [profileId], writers: 4, writes: 6 })
    let isWriting = true
    const writing = Promise.all([
      appendAndAmend(log, { profileIds: [profileId], writers: 16, writes: 12 }),
      appendAndAmend(otherLog, { profileIds: [profileId], writers: 8, writes: 12 }),
    ]).finally(() => {
      isWriting = false
    })

    async function readFrom(start: number): Promise<{ start: number; read: Interaction[] }> {
      const read: Interaction[] = []
      for (;;) {
        const isLast = !isWriting
        const batch = await readLog(profileId, read.at(-1)?.seq ?? start, 7)
        read.push(...batch)
        if (isLast && batch.length < 7) return { start, read }
      }
    }
    const readers = await Promise.all([0, 1, 2, 5, 9, 14, 20, 27, 32].map(readFrom))
    await writing

    const whole = await readLog(profileId)
    for (const { start, read } of readers) {
      expect(read.every(({ seq }, index) => seq > (read[index - 1]?.seq ?? start))).toBe(true)
      const latest = new Map(read.map((interaction) => [interaction.id, interaction]))
      const expected = whole.filter(({ seq }) => seq > start)
      expect([...latest.values()].sort((one, other) => one.seq - other.seq)).toEqual(expected)
    }
  })
})
