import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import mongoose, { type Connection } from 'mongoose'
import { findMongod } from '../../../../embeddedMongo/obtain/findMongod.ts'
import { until } from '../../../support/until.ts'

const ignore = () => undefined

/** A replica set of one member, of its own and without a password, that accepts fail points. */
export async function startTestServer() {
  const logger = { info: ignore, warn: ignore, error: ignore }
  const { path } = await findMongod({ environment: process.env, logger })
  const [dataDir, port] = [await mkdtemp(join(tmpdir(), 'elo-test-mongo-')), await freePort()]
  const child = spawn(
    path,
    [
      ...['--dbpath', dataDir, '--port', String(port), '--replSet', 'test', '--bind_ip', '127.0.0.1'],
      ...['--nounixsocket', '--oplogSize', '64', '--wiredTigerCacheSizeGB', '0.25'],
      ...[
        '--setParameter',
        'enableTestCommands=1',
        '--setParameter',
        'diagnosticDataCollectionEnabled=false',
      ],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))
  await new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('"Waiting for connections"')) resolve()
    })
  })
  const host = `127.0.0.1:${port}`
  const connection = await mongoose
    .createConnection(`mongodb://${host}/test?directConnection=true`, { readConcern: { level: 'majority' } })
    .asPromise()

  const admin = (command: object) =>
    connection
      .getClient()
      .db('admin')
      .command({ ...command })
  const isPrimary = async () => Boolean((await admin({ hello: 1 }))['isWritablePrimary'])
  await admin({ replSetInitiate: { _id: 'test', members: [{ _id: 0, host }] } })
  await until('the server is the primary', isPrimary)

  return {
    connection,
    /** Answer the next commands of this name with an error. */
    fail: (command: string, errorCode: number, times = 1) =>
      admin({
        configureFailPoint: 'failCommand',
        mode: { times },
        data: { failCommands: [command], errorCode },
      }),
    /** The primary steps down, and is elected again. */
    async stepDown(): Promise<void> {
      await admin({ replSetStepDown: 1, force: true })
      await until('the server is the primary again', isPrimary)
    },
    async stop(): Promise<void> {
      await connection.close()
      child.kill('SIGKILL')
      await exited
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The cursors of change streams on a collection. */
export async function changeStreamCursors(connection: Connection, collection: string) {
  return connection
    .getClient()
    .db('admin')
    .aggregate<{ opid?: number; cursor: { cursorId: unknown } }>(
      [
        { $currentOp: { allUsers: true, idleCursors: true } },
        {
          $match: {
            ns: `${connection.name}.${collection}`,
            'cursor.originatingCommand.pipeline.0.$changeStream': { $exists: true },
          },
        },
      ],
      { readConcern: { level: 'local' } },
    )
    .toArray()
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}
