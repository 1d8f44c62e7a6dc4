import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const folder = fileURLToPath(new URL('../.venv/', import.meta.url))
const requirements = fileURLToPath(new URL('../recipes/requirements.txt', import.meta.url))
const run = promisify(execFile)

/** A Python interpreter that has gql, which is installed at the first call; rejects without Python or its package index. */
export async function pythonWithGql(): Promise<string> {
  const python = `${folder}bin/python`
  const hasGql = existsSync(python) && (await run(python, ['-c', 'import gql']).then(Boolean, () => false))
  if (!hasGql) {
    await run('python3', ['-m', 'venv', '--clear', folder])
    await run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements])
  }
  return python
}
