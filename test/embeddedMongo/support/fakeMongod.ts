import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Puts a program into `folder` that only prints the version of a mongod. Returns its path. */
export async function fakeMongod(folder: string, version: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'mongod')
  // The library treats a mongod below one megabyte as a broken download.
  const padding = '#'.repeat(1 << 20)
  await writeFile(path, `#!/bin/sh\necho "db version v${version}"\n${padding}\n`)
  await chmod(path, 0o755)
  return path
}
