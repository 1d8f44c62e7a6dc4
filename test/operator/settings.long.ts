import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../embeddedMongo/support/temporaryFolder.ts'

const root = join(import.meta.dirname, '../..')
const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href

/** Start Elo in a folder, so that it ends by itself. Gives its exit code and its output. */
async function start(cwd: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', tsx, join(root, 'main.ts')], {
    cwd,
    env: { PATH: process.env['PATH'], ...environment },
  })
  let log = ''
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const closed: readonly unknown[] = await once(child, 'close')
  return { code: closed[0], log }
}

describe('the file .env of the working folder', () => {
  it('gives settings, and the environment counts more', async () => {
    const cwd = await temporaryFolder()
    await writeFile(join(cwd, '.env'), 'PORT=abc\nLOG_LEVEL=fatal\n')
    const [fromFile, fromEnvironment] = [await start(cwd, {}), await start(cwd, { PORT: 'xyz' })]
    expect(fromFile.code).toBe(1)
    expect(fromFile.log).toContain(String.raw`PORT: expected a port, 0 to 65535, got \"abc\"`)
    expect(fromFile.log).toContain('"err":null')
    expect(fromEnvironment.log).toContain(String.raw`got \"xyz\"`)
  })

  it('ends the start with one line when it cannot be read', async () => {
    const cwd = await temporaryFolder()
    await mkdir(join(cwd, '.env'))
    const { code, log } = await start(cwd, {})
    expect([code, log.split('\n').length]).toEqual([1, 2])
    expect(log).toMatch(/^\.env: expected a file of settings that can be read, got: /u)
  })
})

it('a misspelt MONGODB_URI is named before the embedded database is started', async () => {
  const cwd = await temporaryFolder()
  await writeFile(join(cwd, 'file'), '')
  const { code, log } = await start(cwd, { MONGO_URI: 'mongodb://x/secret', ELO_DATA_DIR: 'file', PORT: '0' })
  expect(code).toBe(1)
  expect(log).toContain('"setting":"MONGO_URI","nearest":"MONGODB_URI"')
  expect(log).toContain('ELO_DATA_DIR: the folder of the embedded database cannot be made or written; ')
  expect(log).not.toContain('secret')
})

it('no data folder is made when the database is given and cannot be used', async () => {
  const cwd = await temporaryFolder()
  const { code } = await start(cwd, { MONGODB_URI: 'mongodb://127.0.0.1:99999/elo', PORT: '0' })
  expect(code).toBe(1)
  await expect(access(join(cwd, '.data'))).rejects.toThrow('ENOENT')
})
