import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isAlive } from './isAlive.ts'

const ownerSchema = z.object({ pid: z.number(), startId: z.string() })

/**
 * Records in a data folder which process uses it, for the error message of another start. The lock itself is mongod's,
 * which the system releases when mongod ends; this record only distinguishes a living owner from a dead one.
 */
export function createDataFolderOwner(dataDir: string) {
  const file = join(dataDir, 'elo-owner.json')
  const mine = { pid: process.pid, startId: randomUUID() }

  const read = async () => {
    try {
      return ownerSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    } catch {
      return null
    }
  }

  return {
    /** Record this process as the owner, in place of any other. */
    async claim(): Promise<void> {
      const whole = `${file}.${mine.startId}`
      await writeFile(whole, `${JSON.stringify(mine)}\n`, { mode: 0o600 })
      await rename(whole, file)
    },
    /** The process id of another owner that is alive; null when there is none. */
    async otherAlive(): Promise<number | null> {
      const owner = await read()
      return owner && owner.startId !== mine.startId && isAlive(owner.pid) ? owner.pid : null
    },
    /** Remove the record, unless it names another owner. */
    async release(): Promise<void> {
      if ((await read())?.startId === mine.startId) await rm(file, { force: true })
    },
  }
}
