import { execFile } from 'node:child_process'
import { cp, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

/** Where `build` puts what it makes. */
export const built = new URL('../dist/bench/', import.meta.url)

const compile = ['node_modules/typescript/bin/tsc', '-p', 'bench/tsconfig.build.json', '--noCheck']

/**
 * Make plain JavaScript of Elo and of the benchmarks' processes, as `npm run build` does: that is what is measured.
 * Types are left to `npm run check`.
 */
export async function build(): Promise<void> {
  await rm(built, { recursive: true, force: true })
  await run(process.execPath, compile, { cwd: root })
  await cp(`${root}/schema`, new URL('./schema', built), { recursive: true })
}
