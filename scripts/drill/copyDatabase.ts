import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import mongoose, { type Connection } from 'mongoose'
import { z } from 'zod'

const { BSON } = mongoose.mongo
const { EJSON } = BSON

const metadataSchema = z.object({
  indexes: z.array(z.looseObject({ key: z.record(z.string(), z.unknown()), name: z.string() })),
})

const documentsPerInsert = 1_000
const bsonOf = (name: string) => `${name}.bson`
const metadataOf = (name: string) => `${name}.metadata.json`

/**
 * Copy the whole database of a connection into an empty folder, as it was at one point in time, while others write to
 * it: all collections are read on one snapshot. MongoDB keeps a snapshot for `minSnapshotHistoryWindowInSeconds`, by
 * default 300 seconds; a longer copy fails and has no value. The files are those of `mongodump`. Gives how many
 * documents and bytes were copied.
 */
export async function copyDatabase(
  connection: Connection,
  folder: string,
): Promise<{ documents: number; bytes: number }> {
  await mkdir(folder, { recursive: true })
  const session = connection.getClient().startSession({ snapshot: true })
  let documents = 0
  let bytes = 0
  try {
    const collections = (await connection.db?.collections()) ?? []
    for (const collection of collections) {
      const name = collection.collectionName
      const indexes = await collection.indexes()
      await writeFile(join(folder, metadataOf(name)), EJSON.stringify({ indexes }, { relaxed: false }))
      const file = createWriteStream(join(folder, bsonOf(name)))
      // The read concern of the connection would have each collection read at a time of its own. With their types,
      // because a number of 64 bits is not one of JavaScript.
      const reading = { session, readConcern: { level: 'snapshot' }, promoteValues: false } as const
      for await (const document of collection.find({}, reading)) {
        const written = BSON.serialize(document)
        documents += 1
        bytes += written.length
        if (!file.write(written)) await once(file, 'drain')
      }
      file.end()
      await once(file, 'finish')
    }
  } finally {
    await session.endSession()
  }
  return { documents, bytes }
}

/** Write a copy into the database of a connection. Throws when it has collections already. */
export async function restoreDatabase(connection: Connection, folder: string): Promise<void> {
  const present = (await connection.db?.collections()) ?? []
  if (present.length > 0)
    throw new Error(`expected an empty database to restore into, got one with ${present.length} collections`)
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.bson')) continue
    const name = file.slice(0, -'.bson'.length)
    const collection = await connection.createCollection(name)
    let batch: Record<string, unknown>[] = []
    for (const document of documentsIn(await readFile(join(folder, file)))) {
      batch.push(document)
      if (batch.length < documentsPerInsert) continue
      await collection.insertMany(batch)
      batch = []
    }
    if (batch.length > 0) await collection.insertMany(batch)
    const text = await readFile(join(folder, metadataOf(name)), 'utf8')
    const { indexes } = metadataSchema.parse(EJSON.parse(text))
    const others = indexes.filter((index) => index.name !== '_id_')
    if (others.length > 0)
      await connection.db?.command({
        createIndexes: name,
        indexes: others.map(({ v: _, ...index }) => index),
      })
  }
}

/** The documents of a file, which stand one after the other, each with its length at the beginning. */
function* documentsIn(file: Buffer): Generator<Record<string, unknown>> {
  for (let at = 0; at < file.length; at += file.readInt32LE(at)) {
    const bytes = file.subarray(at, at + file.readInt32LE(at))
    yield BSON.deserialize(bytes, { promoteValues: false })
  }
}
