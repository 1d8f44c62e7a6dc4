import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isAlive } from './isAlive.ts'

const Record = z.object({ pid: z.number(), startId: z.string() })

/**
 * Who works on a data folder, written beside the data for those who find it in use. The lock itself is
 * mongod's, which the system lifts at any death; this record only tells a living owner from a dead one.
 */
export function createDataFolderOwner(dataDir: string) {
  const file = join(dataDir, 'elo-owner.json')
  const mine = { pid: process.pid, startId: randomUUID() }

  const read = async () => {
    try {
      return Record.parse(JSON.parse(await readFile(file, 'utf8')))
    } catch {
      return null
    }
  }

  return {
    /** Writes our name down, in place of any other. */
    async claim(): Promise<void> {
      const whole = `${file}.${mine.startId}`
      await writeFile(whole, `${JSON.stringify(mine)}\n`, { mode: 0o600 })
      await rename(whole, file)
    },
    /** The process id of another start that is named there and lives; null when there is none. */
    async otherAlive(): Promise<number | null> {
      const owner = await read()
      return owner && owner.startId !== mine.startId && isAlive(owner.pid) ? owner.pid : null
    },
    /** Takes our name off; another's stays. */
    async release(): Promise<void> {
      if ((await read())?.startId === mine.startId) await rm(file, { force: true })
    },
    /** The process id of the mongod that last locked the folder; null when none holds it. */
    async lockedBy(): Promise<number | null> {
      const text = await readFile(join(dataDir, 'mongod.lock'), 'utf8').catch(() => '')
      const pid = Number.parseInt(text, 10)
      return Number.isNaN(pid) ? null : pid
    },
  }
}
