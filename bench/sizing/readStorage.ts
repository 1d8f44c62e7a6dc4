import type { Connection } from 'mongoose'
import { z } from 'zod'

const statsSchema = z.looseObject({
  count: z.number(),
  size: z.number(),
  storageSize: z.number(),
  totalIndexSize: z.number(),
})

/** What a collection needs on disk. */
export type Storage = {
  collection: string
  documents: number
  /** Of its documents, before compression. */
  dataBytes: number
  /** Of its documents, as MongoDB stores them. */
  diskBytes: number
  indexBytes: number
}

const statusSchema = z.looseObject({
  mem: z.looseObject({ resident: z.number() }),
  extra_info: z.looseObject({ user_time_us: z.number(), system_time_us: z.number() }),
})

/** What each collection of a database needs on disk, the largest first. Writes everything to disk before. */
export async function readStorage(connection: Connection): Promise<Storage[]> {
  await connection.getClient().db('admin').command({ fsync: 1 })
  const storages: Storage[] = []
  for (const { collectionName } of (await connection.db?.collections()) ?? []) {
    const { count, size, storageSize, totalIndexSize } = statsSchema.parse(
      await connection.db?.command({ collStats: collectionName }),
    )
    storages.push({
      collection: collectionName,
      documents: count,
      dataBytes: size,
      diskBytes: storageSize,
      indexBytes: totalIndexSize,
    })
  }
  return storages.sort((one, other) => onDisk(other) - onDisk(one))
}

/** Of documents and indexes together. */
export function onDisk({ diskBytes, indexBytes }: Storage): number {
  return diskBytes + indexBytes
}

/** What mongod has resident, and the CPU time that it has used. Linux only. */
export async function readMongod(connection: Connection): Promise<{ residentBytes: number; cpuMs: number }> {
  const { mem, extra_info: used } = statusSchema.parse(
    await connection.getClient().db('admin').command({ serverStatus: 1 }),
  )
  return {
    residentBytes: mem.resident * 2 ** 20,
    cpuMs: (used.user_time_us + used.system_time_us) / 1_000,
  }
}
