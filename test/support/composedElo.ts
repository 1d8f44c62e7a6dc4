import { execFile } from 'node:child_process'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { GraphAddress } from './askGraph.ts'
import { type EloProcess, type ProcessPlace, startEloProcess } from './eloProcess.ts'
import { type ComposeService, readComposeFile } from './composeFile.ts'
import { freePort } from '../../embeddedMongo/freePort.ts'

const run = promisify(execFile)

/** The services of docker-compose.yml as processes on loopback, with the same commands and environment. */
export type ComposedElo = {
  /** A service's process; it can be ended and started again. */
  process(service: string): EloProcess
  url(service: string): string
  /** The address of a gateway, with an API key of the role, which the operator made as docker-compose.yml says. */
  graph(service: string): GraphAddress & object
  start(service: string): Promise<void>
  /** The folder of the API keys. */
  keysDir: string
  /** A new API key, made as docker-compose.yml says. */
  createKey(name: string, role: string): Promise<string>
  /** The result of the service's own health check. */
  isHealthy(service: string): Promise<boolean>
  /** The output of all processes so far. */
  log(): string
  /** Stop all by SIGTERM; gives their exit codes by service. */
  stop(): Promise<Record<string, number | null>>
}

/** What the services run on: by default the build of this tree, on loopback. */
export type ComposedPlace = {
  process: ProcessPlace
  /** Where they listen. */
  host: string
  /** What the image adds to the environment of each. */
  environment: Record<string, string>
}

const thisTree: ComposedPlace = {
  process: { cwd: fileURLToPath(new URL('../../', import.meta.url)) },
  host: '127.0.0.1',
  environment: { NODE_OPTIONS: '--enable-source-maps' },
}

/** Start the services of docker-compose.yml in the order of their dependencies, with MongoDB at `mongodbUri`. */
export async function startComposedElo(
  mongodbUri: string,
  environment: Record<string, string>,
  role = 'supervisor',
  place = thisTree,
): Promise<ComposedElo> {
  const { services } = readComposeFile(environment)
  const own = Object.entries(services).filter(([, service]) => service.image === 'elo')
  const ports = new Map<string, number>()
  for (const [name] of own) ports.set(name, await freePort())
  const processes = new Map<string, EloProcess>()
  const keysDir = await mkdtemp(join(tmpdir(), 'elo-keys-'))
  const { uid, gid } = place.process
  if (uid !== undefined && gid !== undefined) await chown(keysDir, uid, gid)
  async function createKey(name: string, role: string): Promise<string> {
    const command = ['dist/scripts/keys.js', 'create', '--name', name, '--role', role]
    const options = { ...place.process, env: { ELO_KEYS_DIR: keysDir } }
    const { stdout } = await run(globalThis.process.execPath, command, options)
    return stdout.trim()
  }
  const operatorKey = await createKey('operator', role)

  /** The value for one machine: each service is on a port of its own, and finds the others on loopback. */
  function onOneMachine(name: string, key: string, value: string): string {
    if (key === 'HOST') return place.host
    if (key === 'PORT') return String(ports.get(name))
    if (key === 'MONGODB_URI') return mongodbUri
    if (key === 'ELO_KEYS_DIR') return keysDir
    if (key === 'ELO_AUDIT_KEY') return join(keysDir, 'audit', 'audit.key')
    return value.replace(
      /^http:\/\/([\w-]+):\d+/u,
      (_all, host: string) => `http://127.0.0.1:${ports.get(host)}`,
    )
  }

  function environmentOf(name: string, service: ComposeService): Record<string, string> {
    return Object.fromEntries(
      Object.entries(service.environment).map(([key, value]) => [key, onOneMachine(name, key, value)]),
    )
  }

  function serviceOf(name: string): ComposeService {
    const service = services[name]
    if (!service) throw new Error(`docker-compose.yml has no service ${name}`)
    return service
  }

  async function start(name: string): Promise<void> {
    const service = serviceOf(name)
    const [node, ...command] = service.command
    if (node !== 'node')
      throw new Error(`${name}: expected a command of node, got ${service.command.join(' ')}`)
    processes.set(
      name,
      await startEloProcess(
        { ...place.environment, ...environmentOf(name, service) },
        command,
        place.process,
      ),
    )
  }

  function process(name: string): EloProcess {
    const found = processes.get(name)
    if (!found) throw new Error(`expected a started service, got ${name}`)
    return found
  }

  const started = new Set(['mongo'])
  while (started.size <= own.length) {
    const next = own.filter(
      ([name, service]) =>
        !started.has(name) && Object.keys(service.depends_on).every((other) => started.has(other)),
    )
    if (next.length === 0)
      throw new Error('the services of docker-compose.yml depend on each other in a circle')
    await Promise.all(next.map(([name]) => start(name)))
    for (const [name] of next) started.add(name)
  }

  return {
    process,
    url: (name) => process(name).url,
    graph: (name) => ({ url: process(name).url, key: operatorKey }),
    start,
    keysDir,
    createKey,
    async isHealthy(name) {
      const [kind, command = '', ...rest] = serviceOf(name).healthcheck.test
      if (kind !== 'CMD') throw new Error(`expected a health check of CMD, got ${kind}`)
      return run(command, rest, {
        ...place.process,
        env: { PATH: globalThis.process.env['PATH'], PORT: String(ports.get(name)) },
      }).then(
        () => true,
        () => false,
      )
    },
    log: () => [...processes.values()].map((one) => one.log()).join(''),
    async stop() {
      const codes = await Promise.all(
        [...processes].map(async ([name, one]) => [name, await one.end('SIGTERM')] as const),
      )
      await rm(keysDir, { recursive: true })
      return Object.fromEntries(codes)
    },
  }
}
