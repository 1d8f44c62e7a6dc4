import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { freePort } from '../../../embeddedMongo/freePort.ts'
import { findMongod } from '../../../embeddedMongo/obtain/findMongod.ts'
import { recordingLogger } from './recordingLogger.ts'
import { write } from './things.ts'
import { withClient } from './withClient.ts'

/** Writes one document into a data folder as versions did that started mongod without a password. */
export async function writeWithoutPassword(dataDir: string, name: string): Promise<void> {
  const { path } = await findMongod({ environment: process.env, logger: recordingLogger() })
  const port = await freePort()
  const mongod = spawn(
    path,
    [
      ...['--dbpath', dataDir, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
      ...['--replSet', 'elo', '--oplogSize', '512', '--wiredTigerCacheSizeGB', '0.5'],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  try {
    for await (const line of createInterface({ input: mongod.stdout }))
      if (line.includes('"Waiting for connections"')) break
    mongod.stdout.resume()
    const host = `127.0.0.1:${port}`
    await withClient(`mongodb://${host}/?directConnection=true`, (client) =>
      client.db('admin').command({ replSetInitiate: { _id: 'elo', members: [{ _id: 0, host }] } }),
    )
    await write(`mongodb://${host}/?replicaSet=elo`, name)
  } finally {
    const exited = once(mongod, 'exit')
    mongod.kill('SIGTERM')
    await exited
  }
}
