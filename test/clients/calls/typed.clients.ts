import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GraphQLClient } from 'graphql-request'
import { z } from 'zod'
import { startEloWithCustomer } from '../recordedCustomer.ts'

const folder = fileURLToPath(new URL('../typed/', import.meta.url))
const commands = fileURLToPath(new URL('../node_modules/.bin/', import.meta.url))

let elo: Awaited<ReturnType<typeof startEloWithCustomer>>
beforeAll(async () => {
  elo = await startEloWithCustomer('clients-typed')
  await rm(`${folder}__generated__`, { recursive: true, force: true })
})
afterAll(() => elo?.stop())

/** Run a command of the client's packages in the folder `typed`; rejects with what it printed when it fails. */
async function run(command: string, ...parameters: string[]): Promise<void> {
  const env = { ...process.env, ELO_URL: elo.url, CI: 'true' }
  try {
    await promisify(execFile)(`${commands}${command}`, parameters, { cwd: folder, env })
  } catch (error) {
    const printed = z.object({ stdout: z.string(), stderr: z.string() }).parse(error)
    throw new Error(`${command} failed:\n${printed.stdout}${printed.stderr}`, { cause: error })
  }
}

const moduleSchema = z.object({
  readCustomer: z.custom<(client: GraphQLClient, id: string) => Promise<unknown>>(),
})
async function readCustomer(file: string): Promise<unknown> {
  const path = `${folder}${file}`
  const loaded = moduleSchema.parse(await import(path))
  return loaded.readCustomer(new GraphQLClient(elo.url), elo.ids.customerId)
}

describe('code generators', () => {
  it('graphql-codegen types documents by the schema of a running Elo, and they are answered', async () => {
    await run('graphql-codegen', '--config', 'codegen.ts')
    expect(await readCustomer('codegenClient.ts')).toEqual({ name: 'M. Souza', text: 'Is it ready?' })
  })

  it('gql.tada types documents by the schema of a running Elo, and they are answered', async () => {
    await run('gql.tada', 'generate-schema', elo.url, '--output', '__generated__/schema.graphql')
    await run('gql.tada', 'generate-output')
    expect(await readCustomer('tadaClient.ts')).toEqual({ name: 'M. Souza', phones: ['+5511961119001'] })
  })

  it('make types that the compiler accepts, and that lack what was not asked for', () =>
    run('tsc', '--project', 'tsconfig.json'))
})
