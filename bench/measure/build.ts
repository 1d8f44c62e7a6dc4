import { execFile } from 'node:child_process'
import { cp, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** The folder into which `build` compiles. */
export const built = new URL('../../dist/bench/', import.meta.url)

const compile = ['node_modules/typescript/bin/tsc', '-p', 'bench/tsconfig.build.json', '--noCheck']

/**
 * Compile Elo and the processes of the benchmarks to JavaScript, as `npm run build` does, because that is what runs in
 * production. Types are checked by `npm run check` only.
 */
export async function build(): Promise<void> {
  await rm(built, { recursive: true, force: true })
  await run(process.execPath, compile, { cwd: root })
  await cp(`${root}/schema`, new URL('./schema', built), { recursive: true })
}
