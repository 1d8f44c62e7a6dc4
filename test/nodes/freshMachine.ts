import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { pipEnvironment } from '../../embeddedMongo/childEnvironment.ts'
import type { OtherNode } from './obtainNode.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A folder in which nothing was ever run: a clone of the last commit, and an empty home without any cache. */
export type FreshMachine = {
  cwd: string
  /** PATH with the other Node.js, the empty home, and how this machine reaches its network. */
  environment: Record<string, string | undefined>
  remove(): Promise<void>
}

/** Settings of npm and Node.js without which a registry behind a proxy or with a certificate of its own is not reached. */
const ofNetwork = ['NODE_EXTRA_CA_CERTS', 'npm_config_registry', 'MONGOMS_DOWNLOAD_MIRROR']

/** Make one for a Node.js. */
export async function freshMachine({ binFolder }: OtherNode): Promise<FreshMachine> {
  const folder = await mkdtemp(join(tmpdir(), 'elo-fresh-'))
  const home = join(folder, 'home')
  const cwd = join(folder, 'elo')
  await mkdir(home)
  await promisify(execFile)('git', ['clone', '--quiet', root, cwd])
  return {
    cwd,
    environment: {
      ...pipEnvironment(process.env),
      ...Object.fromEntries(ofNetwork.map((name) => [name, process.env[name]])),
      ...{ HOME: home, XDG_CACHE_HOME: undefined, PATH: `${binFolder}:${process.env['PATH'] ?? ''}` },
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
