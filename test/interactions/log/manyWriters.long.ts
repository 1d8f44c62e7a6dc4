import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import type { Interaction } from '../../../interactions/interaction.ts'
import { appendAndAmend } from './appendAndAmend.ts'
import { openLogs } from './openLogs.ts'
import { oneTo, positionsOf, readLog } from '../readLog.ts'

const { uri, connection, log, otherLog, drop } = await openLogs('test_many_writers')
afterAll(drop)

describe('the positions of a log', () => {
  it('are 1, 2, 3, … without holes or repeats, with many writers in several processes', async () => {
    const profileIds = [newId('cus'), newId('cus')]
    const script = fileURLToPath(new URL('appendToLog.ts', import.meta.url))
    await Promise.all([
      appendAndAmend(log, { profileIds, writers: 32, writes: 12 }),
      appendAndAmend(otherLog, { profileIds, writers: 8, writes: 24 }),
      promisify(execFile)(process.execPath, ['--import', 'tsx', script, uri, profileIds.join(), '8', '24']),
    ])
    const given = await Promise.all(profileIds.map((profileId) => positionsOf(connection, profileId)))
    expect(given.flat()).toHaveLength(32 * (12 + 4) + 2 * 8 * (24 + 8))
    for (const positions of given) expect(positions).toEqual(oneTo(positions.length))
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
        const batch = await readLog(connection, profileId, read.at(-1)?.seq ?? start, 7)
        read.push(...batch)
        if (isLast && batch.length < 7) return { start, read }
      }
    }
    const readers = await Promise.all([0, 1, 2, 5, 9, 14, 20, 27, 32].map(readFrom))
    await writing

    const whole = await readLog(connection, profileId)
    for (const { start, read } of readers) {
      expect(read.every(({ seq }, index) => seq > (read[index - 1]?.seq ?? start))).toBe(true)
      const latest = new Map(read.map((interaction) => [interaction.id, interaction]))
      const expected = whole.filter(({ seq }) => seq > start)
      expect([...latest.values()].sort((one, other) => one.seq - other.seq)).toEqual(expected)
    }
  })
})
