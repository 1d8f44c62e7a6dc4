import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A Node.js that is not that of this machine: its version, and the folder of `node`, `npm` and `npx`. */
export type OtherNode = { version: string; binFolder: string }

/** The npm that a Node.js comes with. The packages of Node.js have none. */
const npmOf = (major: number) => (major >= 24 ? 11 : 10)

/**
 * The newest Node.js of a major version, with its npm, from the registry (the packages `node-<platform>-<arch>`), kept
 * in the user's cache folder. Throws when there is none for this machine.
 */
export async function obtainNode(major: number): Promise<OtherNode> {
  const caches = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const folder = join(caches, 'elo', 'nodes', String(major))
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
  const packages = [`node-${process.platform}-${process.arch}@${major}`, `npm@${npmOf(major)}`]
  await run('npm', ['install', '--no-fund', '--no-audit', ...packages], { cwd: folder })
  const binFolder = join(folder, 'node_modules', '.bin')
  const { stdout } = await run(join(binFolder, 'node'), ['--version'])
  return { version: stdout.trim().slice(1), binFolder }
}
