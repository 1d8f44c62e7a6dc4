import { randomBytes, randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The password of a mongod. Without it, every user of this machine could read the data, because mongod listens on
 * loopback. It is the key with which the members of a replica set prove themselves to each other: mongod reads it from a
 * file when it starts, and accepts its bearer as the user `__system`. So the data holds no user and no password, and
 * data that was written without one is opened in the same way.
 */
export type DatabaseKey = string

/** A new key. It holds while this process runs. */
export function createDatabaseKey(): DatabaseKey {
  return randomBytes(32).toString('hex')
}

/** The address of the replica set at this port, with the key. */
export function uriWith(key: DatabaseKey, port: number, options: Record<string, string>): string {
  const parameters = new URLSearchParams({ ...options, authSource: 'local' })
  return `mongodb://__system:${key}@127.0.0.1:${port}/?${parameters.toString()}`
}

/** An address without its password, for the log. */
export function withoutKey(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/u, '//')
}

/** Write the key into a file of its own, for its owner only. `remove` is called when mongod has read it. */
export async function writeKeyFile(
  folder: string,
  key: DatabaseKey,
): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = join(folder, `elo-key-${randomUUID()}`)
  await writeFile(path, key, { mode: 0o600, flag: 'wx' })
  return { path, remove: () => rm(path, { force: true }) }
}
