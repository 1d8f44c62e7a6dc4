import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import mongoose from 'mongoose'
import { freePort } from '../../../embeddedMongo/freePort.ts'
import { findMongod } from '../../../embeddedMongo/obtain/findMongod.ts'
import { endAtExit } from '../../support/endAtExit.ts'
import { until } from '../../support/until.ts'

/** A replica set of mongod processes on temporary data, whose members can be killed, paused and deposed. */
export type MongoSet = {
  uri: string
  memberCount: number
  /** kill -9 and a new start on the same data. */
  kill(member: number): Promise<void>
  /** SIGSTOP, and SIGCONT after this time. */
  pause(member: number, ms: number): Promise<void>
  /** The primary gives up its part, also when it is the only member. */
  stepDown(): Promise<void>
  /**
   * Lose the primary while its writes reach nobody: the secondaries are stopped, `meanwhile` is run, the primary is
   * killed, and the secondaries elect another one. What was only on the primary is rolled back.
   */
  failOver(meanwhile: () => Promise<void>): Promise<void>
  stop(): Promise<void>
}

const { MongoClient } = mongoose.mongo
const silent = () => undefined
const setName = 'chaos'
/** How long the cut-off primary goes on; shorter than the time after which it gives up by itself. */
const cutOffMs = 900

export async function startMongoSet(memberCount: 1 | 3): Promise<MongoSet> {
  const logger = { info: silent, warn: silent, error: silent }
  const { path: binary } = await findMongod({ environment: process.env, logger })
  const folder = await mkdtemp(join(tmpdir(), 'elo-chaos-'))
  const ports: number[] = []
  while (ports.length < memberCount) ports.push(await freePort())
  const members = new Map<number, ChildProcess>()

  async function startMember(member: number): Promise<void> {
    const dataDir = join(folder, String(member))
    await mkdir(dataDir, { recursive: true })
    const child = spawn(
      binary,
      [
        ...[
          '--dbpath',
          dataDir,
          '--port',
          String(ports[member]),
          '--replSet',
          setName,
          '--bind_ip',
          '127.0.0.1',
        ],
        ...['--nounixsocket', '--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '256'],
        ...['--wiredTigerEngineConfigString', 'log=(file_max=16MB)'],
        ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
        ...['--setParameter', 'transactionLifetimeLimitSeconds=10'],
        // For delayStreams.ts.
        ...['--setParameter', 'enableTestCommands=1'],
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    endAtExit(child)
    members.set(member, child)
    for await (const line of createInterface({ input: child.stdout }))
      if (line.includes('"Waiting for connections"')) break
    child.stdout.resume()
  }

  const send = (member: number, signal: NodeJS.Signals) => members.get(member)?.kill(signal)

  async function killNow(member: number): Promise<void> {
    const child = members.get(member)
    if (!child) throw new Error(`expected a running member, got ${member}`)
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  const admin = <T>(uri: string, work: (admin: mongoose.mongo.Admin) => Promise<T>) =>
    withClient(uri, (client) => work(client.db('admin').admin()))
  const direct = (member: number) => `mongodb://127.0.0.1:${ports[member]}/?directConnection=true`
  const uri = `mongodb://${ports.map((port) => `127.0.0.1:${port}`).join(',')}/elo?replicaSet=${setName}`

  await Promise.all(ports.map((_, member) => startMember(member)))
  await admin(direct(0), (at) =>
    at.command({
      replSetInitiate: {
        _id: setName,
        members: ports.map((port, member) => ({ _id: member, host: `127.0.0.1:${port}` })),
        settings: { electionTimeoutMillis: 2_000, heartbeatIntervalMillis: 500 },
      },
    }),
  )

  /** The member that is primary now; waits for one. */
  async function primary(): Promise<number> {
    let found = -1
    await until('the set has a primary', async () => {
      const states = await Promise.all(
        ports.map((_, member) =>
          admin(direct(member), (at) => at.command({ hello: 1 })).then(
            ({ isWritablePrimary }) => isWritablePrimary === true,
            () => false,
          ),
        ),
      )
      found = states.indexOf(true)
      return found >= 0
    })
    return found
  }
  await primary()

  return {
    uri,
    memberCount,
    async kill(member) {
      await killNow(member)
      await startMember(member)
      await primary()
    },
    async pause(member, ms) {
      send(member, 'SIGSTOP')
      await delay(ms)
      send(member, 'SIGCONT')
      await primary()
    },
    async stepDown() {
      const member = await primary()
      const command = { replSetStepDown: 2, secondaryCatchUpPeriodSecs: 1, force: true }
      // It closes the connection, or refuses while another one is elected.
      await admin(direct(member), (at) => at.command(command)).catch(silent)
      await primary()
    },
    async failOver(meanwhile) {
      const first = await primary()
      const others = ports.flatMap((_, member) => (member === first ? [] : [member]))
      for (const member of others) send(member, 'SIGSTOP')
      await Promise.all([meanwhile(), delay(cutOffMs)])
      await killNow(first)
      for (const member of others) send(member, 'SIGCONT')
      await primary().finally(() => startMember(first))
      await primary()
    },
    async stop() {
      await Promise.all(
        [...members].map(async ([member, child]) => {
          if (child.exitCode !== null || child.signalCode !== null) return
          send(member, 'SIGCONT')
          await killNow(member)
        }),
      )
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function withClient<T>(
  uri: string,
  work: (client: mongoose.mongo.MongoClient) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 2_000, connectTimeoutMS: 2_000 })
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}
