import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { createKeyFolder } from '../../gateway/authentication/keys/keyFolder.ts'
import { temporaryFolder } from '../embeddedMongo/support/temporaryFolder.ts'

const run = promisify(execFile)

it('makes keys with departments and an actor, lists them, and makes none for customers', async () => {
  const path = join(await temporaryFolder(), 'keys')
  const keys = (...args: string[]) =>
    run(process.execPath, ['--import', 'tsx', 'scripts/keys.ts', ...args], {
      env: { ...process.env, ELO_KEYS_DIR: path },
    })
  const client = ['create', '--name', 'desk', '--role', 'agent']
  const { stdout } = await keys(...client, '--departments', 'Sales, Café', '--actor', '7')
  expect(stdout).toMatch(/^elo_[\w-]{43}\n$/u)
  const [stored] = (await createKeyFolder(path).read()).keys
  expect(stored).toMatchObject({ name: 'desk', role: 'agent', departments: ['Sales', 'Café'], actor: '7' })
  expect((await keys('list')).stdout).toBe(
    `${stored?.id}  agent        until ${stored?.expiresAt}  desk  departments Sales,Café  actor 7\n`,
  )

  const refusals = await Promise.allSettled([
    keys('create', '--name', 'marina', '--role', 'customer'),
    keys(...client, '--departments', 'Sales,'),
    keys(...client, '--actor', ''),
    keys('list', '--actor', '7'),
  ])
  const usage: unknown = expect.stringMatching(/^expected .*\n\nnpm run keys -- create --name NAME/u)
  for (const refusal of refusals)
    expect(refusal).toMatchObject({
      status: 'rejected',
      reason: { code: 2, stdout: '', stderr: usage },
    })
  expect((await createKeyFolder(path).read()).keys).toHaveLength(1)
})
