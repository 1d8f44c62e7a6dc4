import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { askGraph } from '../support/askGraph.ts'
import { type ComposedElo, startComposedElo } from '../support/composedElo.ts'
import { startDatabaseProxy } from '../support/databaseProxy.ts'
import { type ProcessPlace, runEloProcess } from '../support/eloProcess.ts'
import { openTestDatabase } from '../support/testDatabase.ts'
import { until } from '../support/until.ts'
import { buildLayout } from './buildLayout.ts'
import { pairsOf, readDockerfile, textsOf } from './readDockerfile.ts'

const run = promisify(execFile)
const { image } = readDockerfile()
const [uid = 0, gid = 0] = (textsOf(image, 'USER')[0] ?? '').split(':').map(Number)
const environment = pairsOf(image, 'ENV')
const processes = [
  'identity',
  'conversations',
  'actions',
  'feedback',
  'history',
  'intake',
  'gateway-1',
  'gateway-2',
]

const packageSchema = z.object({ devDependencies: z.record(z.string(), z.string()) })
const installedSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ name: z.string().optional(), version: z.string(), dev: z.boolean().default(false) }),
  ),
})
type Component = { group?: string | undefined; name: string; version: string; components: Component[] }
const componentSchema: z.ZodType<Component> = z.object({
  group: z.string().optional(),
  name: z.string(),
  version: z.string(),
  get components() {
    return z.array(componentSchema).default([])
  },
})

/** What the Dockerfile makes, run without Docker: as the user of the image, who may write nothing of it. */
describe('the layout of the image', { timeout: 300_000 }, () => {
  let folder: string
  let elo: string
  let place: ProcessPlace
  const readText = (name: string) => readFile(join(elo, name), 'utf8')

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'elo-image-'))
    await chmod(folder, 0o755)
    elo = join(await buildLayout(folder, { uid, gid }), textsOf(image, 'WORKDIR')[0] ?? '')
    await run('chmod', ['-R', 'a-w', elo])
    // Another user can be taken by root only; otherwise the missing rights to write must do.
    place = process.getuid?.() === 0 ? { cwd: elo, uid, gid } : { cwd: elo }
  }, 600_000)

  afterAll(async () => {
    await run('chmod', ['-R', 'u+w', folder])
    await rm(folder, { recursive: true })
  })

  /** Every package that is installed, by its path. */
  async function installed() {
    const { packages } = installedSchema.parse(JSON.parse(await readText('node_modules/.package-lock.json')))
    return Object.entries(packages)
  }

  it('has no package for development', async () => {
    expect((await installed()).filter(([, { dev }]) => dev)).toEqual([])
    const { devDependencies } = packageSchema.parse(JSON.parse(await readText('package.json')))
    const left = Object.keys(devDependencies).filter((name) => existsSync(join(elo, 'node_modules', name)))
    // Types of Node.js come with other packages.
    expect(left).toEqual(['@types/node'])
  })

  it('lists every package with its version in its SBOM', async () => {
    const { components } = z
      .object({ components: z.array(componentSchema) })
      .parse(JSON.parse(await readText('sbom.cdx.json')))
    const all = (list: Component[]): Component[] => list.flatMap((one) => [one, ...all(one.components)])
    const listed = all(components).map(
      ({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`,
    )
    const expected = (await installed()).map(
      ([path, { name = path.split('node_modules/').at(-1), version }]) => `${name}@${version}`,
    )
    expect(listed.toSorted()).toEqual(expected.toSorted())
  })

  it.each(['keys', 'replay', 'quarantine', 'mcp', 'auditVerify', 'auditCheckpoint'])(
    'has the command %s',
    async (name) => {
      const { code, log } = await runEloProcess(environment, [`dist/scripts/${name}.js`, '--help'], place)
      expect([code, log.split(' ')[0]]).toEqual([0, 'npm'])
    },
  )

  it.each(['.data', 'a volume'])(
    'says in one line that it needs a MongoDB, with its data in %s',
    async (data) => {
      const volume = join(folder, 'image/var/lib/elo/keys')
      const { code, log } = await runEloProcess(
        {
          ...environment,
          ...{ HOST: '127.0.0.1', PORT: '0', PATH: '/nowhere', XDG_CACHE_HOME: volume, ELO_KEYS_DIR: volume },
          ELO_DATA_DIR: data === '.data' ? data : join(volume, 'data'),
        },
        ['dist/main.js'],
        place,
      )
      const lines = log.trim().split('\n')
      const errors = lines.filter((line) => !line.includes('"level":"info"'))
      expect([code, errors]).toEqual([1, [expect.stringContaining('MONGODB_URI: expected the address of')]])
    },
  )

  it('runs as docker-compose.yml says, answers at an address of this machine, and knows when it is not healthy', async () => {
    const database = await openTestDatabase(inject('mongodbUri'), 'image')
    const proxy = await startDatabaseProxy()
    const secret = { ELO_SERVICE_SECRET: 'the service secret of the image test' }
    const composed: ComposedElo = await startComposedElo(proxy.uri('image'), secret, 'supervisor', {
      process: place,
      host: environment['HOST'] ?? '',
      environment,
    })
    const health = async () =>
      Object.fromEntries(
        await Promise.all(processes.map(async (name) => [name, await composed.isHealthy(name)] as const)),
      )
    const everyone = (isHealthy: boolean) =>
      Object.fromEntries(processes.map((name) => [name, isHealthy || name.startsWith('gateway')]))
    try {
      expect(await health()).toEqual(everyone(true))

      const { url, key } = composed.graph('gateway-1')
      const other = Object.values(networkInterfaces())
        .flat()
        .find((one) => one && !one.internal && one.family === 'IPv4')
      const reached = Object.assign(new URL(url), { hostname: other?.address ?? '127.0.0.1' }).href
      const answer = await askGraph({ url: reached, key }, '{ customers(first: 1) { nodes { id } } }')
      expect(answer).toEqual({ data: { customers: { nodes: [] } } })

      proxy.cut()
      await until(
        'what needs the database is not healthy',
        async () => !(await composed.isHealthy('identity')),
      )
      expect(await health()).toEqual(everyone(false))
      proxy.mend()
      await until('identity is healthy again', () => composed.isHealthy('identity'))
      expect(composed.log()).not.toMatch(/EACCES|EROFS|ExperimentalWarning|DeprecationWarning/u)
    } finally {
      await composed.stop()
      await proxy.stop()
      await database.drop()
    }
  })
})
