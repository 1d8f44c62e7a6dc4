import { readFileSync } from 'node:fs'
import { mongo, type Connection } from 'mongoose'
import { z } from 'zod'

const { EJSON } = mongo.BSON
const folder = new URL('../fixtures/upgrade/', import.meta.url)

/** Where a file of the fixture is. */
export function fixtureFile(name: 'database.jsonl' | 'expected.json' | 'rules.json'): URL {
  return new URL(name, folder)
}

const indexSchema = z.looseObject({
  key: z.record(z.string(), z.union([z.literal(1), z.literal(-1), z.literal('text'), z.literal('hashed')])),
  name: z.string(),
})
const collectionSchema = z.object({ collection: z.string(), indexes: z.array(indexSchema) })
const documentSchema = z.object({ document: z.record(z.string(), z.unknown()) })
const variablesSchema = z.record(z.string(), z.unknown())
const eventSchema = z.object({
  change: z.string(),
  interaction: z.looseObject({ id: z.string() }).nullable(),
})

const expectedSchema = z.object({
  /** Queries with their answers. */
  answers: z.array(z.object({ question: z.string(), variables: variablesSchema, data: z.unknown() })),
  /** Mutations that were made once, and what they answer when they are made again. */
  retries: z.array(z.object({ mutation: z.string(), input: variablesSchema, data: z.unknown() })),
  /** Subscriptions from a cursor on, with the events up to the last interaction of the database. */
  streams: z.array(
    z.object({ stream: z.string(), variables: variablesSchema, events: z.array(eventSchema) }),
  ),
  /** A telephone of each delivery that waits in the inbox, with what it is about to record. */
  waiting: z.array(z.object({ phone: z.string(), text: z.string() })),
})
export type Expected = z.infer<typeof expectedSchema>

/** What the earlier version answered. */
export function readExpected(): Expected {
  return expectedSchema.parse(JSON.parse(readFileSync(fixtureFile('expected.json'), 'utf8')))
}

/** Every collection with its indexes and documents, one JSON document per line. */
export async function dumpDatabase(connection: Connection): Promise<string> {
  const lines: string[] = []
  const collections = (await connection.db?.collections()) ?? []
  for (const collection of collections.sort((a, b) => a.collectionName.localeCompare(b.collectionName))) {
    const indexes = (await collection.indexes()).filter(({ name }) => name !== '_id_')
    lines.push(JSON.stringify({ collection: collection.collectionName, indexes }))
    for (const document of await collection.find().sort({ _id: 1 }).toArray()) {
      lines.push(EJSON.stringify({ document }, { relaxed: false }))
    }
  }
  return `${lines.join('\n')}\n`
}

/** Write the fixture's collections, with their indexes, into an empty database. */
export async function loadDatabase(connection: Connection): Promise<void> {
  const collections: { name: string; indexes: z.infer<typeof indexSchema>[]; documents: object[] }[] = []
  for (const line of readFileSync(fixtureFile('database.jsonl'), 'utf8').split('\n')) {
    if (line === '') continue
    if (line.startsWith('{"collection"')) {
      const { collection: name, indexes } = collectionSchema.parse(JSON.parse(line))
      collections.push({ name, indexes, documents: [] })
    } else {
      // Not relaxed: a number keeps its type.
      const { document } = documentSchema.parse(EJSON.parse(line, { relaxed: false }))
      collections.at(-1)?.documents.push(document)
    }
  }
  for (const { name, indexes, documents } of collections) {
    const collection = await connection.createCollection(name)
    if (indexes.length > 0) await collection.createIndexes(indexes.map(({ v: _version, ...index }) => index))
    if (documents.length > 0) await collection.insertMany(documents)
  }
}
