import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const folder = new URL('../hive/', import.meta.url)
const run = promisify(execFile)

/** Starts Hive Gateway, once `installHive` has been called. */
export const hiveGateway = new URL('./gateway.js', folder)

/** Install Hive Gateway into `bench/hive` when it is missing. It is large, so it is no dependency. */
export async function installHive(): Promise<void> {
  if (existsSync(new URL('./node_modules/@graphql-hive/gateway/package.json', folder))) return
  console.log('Installing Hive Gateway into bench/hive; it takes a minute and half a gigabyte.')
  await run('npm', ['install', '--no-package-lock', '--no-fund', '--no-audit'], {
    cwd: fileURLToPath(folder),
  })
}
