import mongoose, { type Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createChangeStreamLoop } from '../../../platform/mongo/changeStreamLoop.ts'
import { openChangeStream, presentPlace } from '../../../platform/mongo/openChangeStream.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { startDatabaseProxy } from '../../support/databaseProxy.ts'
import { until } from '../../support/until.ts'
import { changeStreamCursors, startTestServer } from './support/startTestServer.ts'

let server: Awaited<ReturnType<typeof startTestServer>>
const stopping: (() => Promise<void>)[] = []
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  server = await startTestServer()
})

afterAll(async () => {
  // Each change stream takes a second to close.
  await Promise.all(stopping.map((stop) => stop()))
  for (const close of closing) await close()
  await server.stop()
})

/** Follow a new collection. `calls` has the number of each inserted document, and "begin". */
async function follow(name: string, connection: Connection = server.connection) {
  await connection.db?.createCollection(name)
  const { collection } = connection.model(name, new mongoose.Schema({}, { strict: false }), name)
  const calls: (number | string)[] = []
  let losses = 0
  let notify: () => void = () => undefined
  const note = (call: number | string) => {
    calls.push(call)
    notify()
  }
  const logger = createLogger({ level: 'silent', name: 'test' })
  logger.warn = () => {
    losses += 1
    notify()
  }
  const loop = createChangeStreamLoop({
    present: () => presentPlace(connection, name),
    open: (place) => openChangeStream<{ n: number }>(collection, [], place),
    onBegin: () => note('begin'),
    onChange: ({ fullDocument }) => note(fullDocument?.n ?? 'gone'),
    logger,
    name,
  })
  loop.start()
  await loop.opened()
  stopping.push(loop.stop)
  const waitFor = async (isDone: () => boolean) => {
    while (!isDone()) await new Promise<void>((resolve) => (notify = resolve))
  }
  return {
    collection,
    calls,
    write: (n: number) => collection.insertOne({ n }, { writeConcern: { w: 'majority' } }),
    until: async (last: number | string) => {
      await waitFor(() => calls.includes(last))
      return calls
    },
    lost: (times = 1) => waitFor(() => losses >= times),
  }
}

describe('a change stream', () => {
  it('continues where it was when its cursor is killed', async () => {
    const { collection, write, until: seen } = await follow('killed')
    await write(1)
    await seen(1)
    const [cursor] = await changeStreamCursors(server.connection, 'killed')
    await server.connection.db?.command({ killCursors: 'killed', cursors: [cursor?.cursor.cursorId] })
    await collection.insertMany([{ n: 2 }, { n: 3 }])
    expect(await seen(3)).toEqual(['begin', 1, 2, 3])
  })

  it('continues where it was when its operation is killed', async () => {
    const { write, until: seen, lost } = await follow('interrupted')
    await write(1)
    await seen(1)
    await until('the operation is killed', async () => {
      const [operation] = await changeStreamCursors(server.connection, 'interrupted')
      if (operation?.opid === undefined) return false
      await server.connection.getClient().db('admin').command({ killOp: 1, op: operation.opid })
      return true
    })
    await write(2)
    await lost()
    await write(3)
    expect(await seen(3)).toEqual(['begin', 1, 2, 3])
  })

  it('continues where it was when the primary steps down', async () => {
    const { write, until: seen } = await follow('stepped')
    await write(1)
    await seen(1)
    await server.stepDown()
    await write(2)
    expect(await seen(2)).toEqual(['begin', 1, 2])
  })

  it('continues where it was when no server was found for a while', async () => {
    const proxy = await startDatabaseProxy()
    const [direct, away] = await Promise.all([
      mongoose
        .createConnection(inject('mongodbUri'), {
          dbName: 'test_stream_away',
          writeConcern: { w: 'majority' },
        })
        .asPromise(),
      mongoose.createConnection(proxy.uri('test_stream_away'), { serverSelectionTimeoutMS: 100 }).asPromise(),
    ])
    closing.push(async () => {
      await direct.dropDatabase()
      await Promise.all([direct.close(), away.close()])
      await proxy.stop()
    })
    const { write, until: seen, lost } = await follow('away', away)
    await write(1)
    await seen(1)
    proxy.cut()
    await direct.collection('away').insertOne({ n: 2 })
    await lost(2)
    proxy.mend()
    expect(await seen(2)).toEqual(['begin', 1, 2])
  })

  it('begins again at the present when the oplog does not reach back', async () => {
    const { write, until: seen, calls } = await follow('forgotten')
    await write(1)
    await seen(1)
    await server.fail('getMore', 'forgotten', 286)
    await write(2)
    await until('it has begun again', async () => calls.filter((call) => call === 'begin').length === 2)
    await write(3)
    expect(await seen(3)).toSatisfy((all: unknown[]) => all.at(-1) === 3 && all.lastIndexOf('begin') > 1)
  })

  it('begins again at the present when the same place fails again and again', async () => {
    const { write, until: seen, calls, lost } = await follow('hopeless')
    await write(1)
    await seen(1)
    const tooLarge = 10_334
    await server.fail('getMore', 'hopeless', tooLarge)
    await write(2)
    await lost()
    await server.fail('aggregate', 'hopeless', tooLarge, 4)
    await until('it has begun again', async () => calls.filter((call) => call === 'begin').length === 2)
    await write(3)
    await seen(3)
    expect(calls.at(-1)).toBe(3)
  })

  it('begins again at the present when the collection is dropped or renamed', async () => {
    for (const name of ['dropped', 'renamed']) {
      const { collection, write, until: seen, calls } = await follow(name)
      await write(1)
      await seen(1)
      if (name === 'dropped') await collection.drop()
      else await server.connection.db?.renameCollection(name, 'renamed_to')
      await until('it has begun again', async () => calls.filter((call) => call === 'begin').length === 2)
      await server.connection.collection(name).insertOne({ n: 2 })
      expect(await seen(2)).toEqual(['begin', 1, 'begin', 2])
    }
  })
})
