import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectDatabase } from '../platform/mongo/database.ts'
import type { Environment } from '../platform/process/settings/readConfig.ts'

/** A database for one run of the demo. */
export type OwnDatabase = {
  /** The settings that name it, for Elo and for commands. */
  settings: Environment
  /** The same to be shown: one setting, without a password. */
  shown: string
  remove(): Promise<void>
}

/**
 * An empty data folder for the embedded database; or, where MONGODB_URI names a server, a database of its own there.
 * The times of the story are relative to now, so each run needs an empty database.
 */
export async function ownDatabase({ MONGODB_URI: uri }: Environment): Promise<OwnDatabase> {
  if (!uri) {
    const folder = await mkdtemp(join(tmpdir(), 'elo-demo-'))
    return {
      settings: { ELO_DATA_DIR: folder },
      shown: `ELO_DATA_DIR=${folder}`,
      remove: () => rm(folder, { recursive: true, force: true }),
    }
  }
  const name = `elo_demo_${Date.now().toString(36)}`
  const own = withDatabase(uri, name)
  return {
    settings: { MONGODB_URI: own },
    shown: `your MONGODB_URI with the database ${name}`,
    async remove() {
      const connection = await connectDatabase(own, { maxPoolSize: 1 })
      await connection.dropDatabase()
      await connection.close()
    },
  }
}

/** The same server and options with another database. Credentials keep their authentication database. */
export function withDatabase(uri: string, name: string): string {
  const [, server = uri, former = '', options = ''] =
    /^([^/]+\/\/[^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/u.exec(uri) ?? []
  const hasCredentials = server.includes('@') && former !== '' && !/(^|&)authSource=/iu.test(options)
  const all = [options, hasCredentials ? `authSource=${former}` : ''].filter((text) => text !== '').join('&')
  return `${server}/${name}${all === '' ? '' : `?${all}`}`
}
