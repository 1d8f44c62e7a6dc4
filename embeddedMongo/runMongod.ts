import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Environment } from './embeddedMongoOptions.ts'
import { guardMongod } from './guardMongod.ts'
import { MongodExit } from './mongodExit.ts'

export interface RunningMongod {
  pid: number
  /** Settles when the process is gone, asked for or not; never rejects. */
  exited: Promise<MongodExit>
  /** Asks it to shut down and waits until it is gone; after ten seconds it is killed. May be called again. */
  stop: () => Promise<void>
}

/**
 * Runs the program `binary` on `dataDir`, as a member of the replica set `replicaSet`, reachable on
 * 127.0.0.1:`port` alone. Answers when it takes connections; throws a `MongodExit` when it leaves before that.
 * It dies with this process however that dies, and a temporary `dataDir` goes with it then; `stop` removes
 * nothing. It does not keep this process alive.
 */
export async function runMongod(options: {
  binary: string
  dataDir: string
  port: number
  replicaSet: string
  environment: Environment
  isTemporary: boolean
}): Promise<RunningMongod> {
  const child = spawn(
    options.binary,
    [
      ...['--dbpath', options.dataDir, '--port', String(options.port), '--replSet', options.replicaSet],
      ...['--bind_ip', '127.0.0.1', '--nounixsocket'],
      ...['--storageEngine', 'wiredTiger', '--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '512'],
      // The journal is read in whole at every start, and set aside in files of this size: 100 MB by default.
      ...['--wiredTigerEngineConfigString', 'log=(file_max=16MB)'],
      // Compression is worth nothing on loopback, and CVE-2025-14847 of older servers lies in it.
      ...['--networkMessageCompressors', 'disabled'],
      ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
      // What a killed process left open blocks others until then: 60 s by default. Ours take milliseconds.
      ...['--setParameter', 'transactionLifetimeLimitSeconds=10'],
      // The default waits up to 15 s at a SIGTERM for a second member that we never have.
      ...['--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=100'],
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: options.environment },
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
  if (pid === undefined) throw await exited
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
      // A shutdown takes a second, which is lost on data that is thrown away.
      child.kill(options.isTemporary ? 'SIGKILL' : 'SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await exited
      clearTimeout(timer)
    })())

  // A damaged journal can take long to recover; what hangs for minutes is not going to come.
  const patience = setTimeout(() => {
    failure = new Error('It took no connections for two minutes.')
    child.kill('SIGKILL')
  }, 120_000)
  const early = await Promise.race([ready, exited])
  clearTimeout(patience)
  if (early) throw early

  child.unref()
  for (const stream of [child.stdout, child.stderr]) {
    if (stream instanceof Socket) stream.unref()
  }
  return { pid, exited, stop }
}
