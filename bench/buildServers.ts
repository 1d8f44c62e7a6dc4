import { execFile } from 'node:child_process'
import { cp, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

/** Where `startServer` finds what `buildServers` made. */
export const builtServers = new URL('./build/bench/servers/', import.meta.url)

/** Make plain JavaScript of Elo and of the benchmark's servers, as `npm run build` does: that is what is measured. */
export async function buildServers(): Promise<void> {
  await rm(new URL('./build/', import.meta.url), { recursive: true, force: true })
  await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'bench/tsconfig.build.json'], {
    cwd: root,
  })
  await cp(`${root}/schema`, new URL('./build/schema', import.meta.url), { recursive: true })
}
