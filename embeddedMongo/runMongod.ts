import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { childEnvironment } from './childEnvironment.ts'
import { type DatabaseKey, writeKeyFile } from './databaseKey.ts'
import type { Environment } from './embeddedMongoOptions.ts'
import { guardMongod } from './guardMongod.ts'
import { MongodExit } from './mongodExit.ts'

export type RunningMongod = {
  pid: number
  /** Resolves when the process has ended for any reason; never rejects. */
  exited: Promise<MongodExit>
  /** Shuts it down and waits until it has ended; after ten seconds it is killed. May be called again. */
  stop: () => Promise<void>
}

/**
 * Runs the mongod `binary` on `dataDir`, as a member of the replica set `replicaSet`, reachable at 127.0.0.1:`port`
 * only, and only with `key`. Resolves when it accepts connections; throws a MongodExit when it ends before. When this process ends in any
 * way, mongod ends too, and a temporary `dataDir` is removed; `stop` does not remove it. mongod does not keep this
 * process alive.
 */
export async function runMongod(options: {
  binary: string
  dataDir: string
  port: number
  key: DatabaseKey
  replicaSet: string
  environment: Environment
  isTemporary: boolean
}): Promise<RunningMongod> {
  const keyFile = await writeKeyFile(options.dataDir, options.key)
  const child = spawn(
    options.binary,
    [
      ...['--dbpath', options.dataDir, '--port', String(options.port), '--replSet', options.replicaSet],
      ...['--bind_ip', '127.0.0.1', '--nounixsocket', '--keyFile', keyFile.path],
      // Otherwise who is on this machine may make the first user.
      ...['--setParameter', 'enableLocalhostAuthBypass=false'],
      ...['--storageEngine', 'wiredTiger', '--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '512'],
      // The size of journal files, which are preallocated and read at every start; default 100 MB.
      ...['--wiredTigerEngineConfigString', 'log=(file_max=16MB)'],
      // Compression is useless on loopback, and has CVE-2025-14847 in older servers.
      ...['--networkMessageCompressors', 'disabled'],
      ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
      // Open transactions of a killed process block others for this time; default 60 s. Ours take milliseconds.
      ...['--setParameter', 'transactionLifetimeLimitSeconds=10'],
      // By default mongod waits up to 15 s at SIGTERM for another member; there is none.
      ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: childEnvironment(options.environment) },
  )
  const lines: string[] = []
  const keep = (line: string) => {
    lines.push(line)
    if (lines.length > 50) lines.shift()
  }

  let failure: Error | undefined
  const exited = new Promise<MongodExit>((resolve) => {
    child.once('error', (error) => resolve(new MongodExit(options.binary, { cause: error, lines })))
    child.once('close', (code, signal) =>
      resolve(new MongodExit(options.binary, { code, signal, lines, cause: failure })),
    )
  })
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      keep(line)
      if (line.includes('"Waiting for connections"')) resolve()
    })
    createInterface({ input: child.stderr }).on('line', keep)
  })

  const { pid } = child
  if (pid === undefined) {
    await keyFile.remove()
    throw await exited
  }
  const liftGuard = guardMongod(
    pid,
    options.isTemporary ? options.dataDir : undefined,
    options.environment,
    (error) => {
      failure = new Error('Its guard could not be started.', { cause: error })
      child.kill('SIGTERM')
    },
  )
  void exited.then(liftGuard)

  let stopping: Promise<void> | undefined
  const stop = () =>
    (stopping ??= (async () => {
      // A clean shutdown takes a second, and temporary data does not need one.
      child.kill(options.isTemporary ? 'SIGKILL' : 'SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await exited
      clearTimeout(timer)
    })())

  // Recovering a journal can take long, but not longer than this.
  const patience = setTimeout(() => {
    failure = new Error('It accepted no connections for two minutes.')
    child.kill('SIGKILL')
  }, 120_000)
  const early = await Promise.race([ready, exited])
  clearTimeout(patience)
  await keyFile.remove()
  if (early) throw early

  child.unref()
  for (const stream of [child.stdout, child.stderr]) {
    if (stream instanceof Socket) stream.unref()
  }
  return { pid, exited, stop }
}
