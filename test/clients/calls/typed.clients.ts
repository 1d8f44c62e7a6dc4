import { readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GraphQLClient } from 'graphql-request'
import { z } from 'zod'
import { startEloWithCustomer } from '../recordedCustomer.ts'
import { runCommand } from '../runCommand.ts'

const folder = fileURLToPath(new URL('../typed/', import.meta.url))
const commands = fileURLToPath(new URL('../node_modules/.bin/', import.meta.url))
const committedSchema = '../../../schema/api.graphql'

let elo: Awaited<ReturnType<typeof startEloWithCustomer>>
beforeAll(async () => {
  elo = await startEloWithCustomer('clients-typed')
  await rm(`${folder}__generated__`, { recursive: true, force: true })
})
afterAll(() => elo?.stop())

const run = (environment: Record<string, string>, command: string, ...parameters: string[]) =>
  runCommand(folder, { CI: 'true', ...environment }, `${commands}${command}`, ...parameters)
const runCodegen = (schema: string) =>
  run({ ELO_SCHEMA: schema }, 'graphql-codegen', '--config', 'codegen.ts')
const runTada = (command: string, ...parameters: string[]) => run({}, 'gql.tada', command, ...parameters)
const generated = (file: string) => readFile(`${folder}__generated__/${file}`, 'utf8')

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
    await runCodegen(elo.url)
    expect(await readCustomer('codegenClient.ts')).toEqual({ name: 'M. Souza', text: 'Is it ready?' })
  })

  it('graphql-codegen makes the same types of the committed schema', async () => {
    const files = ['graphql.ts', 'operations.ts']
    const ofRunning = await Promise.all(files.map(generated))
    await runCodegen(committedSchema)
    expect(await Promise.all(files.map(generated))).toEqual(ofRunning)
  })

  it('gql.tada types documents by the schema of a running Elo, and they are answered', async () => {
    await runTada('generate-schema', elo.url, '--output', '__generated__/schema.graphql')
    await runTada('generate-output')
    await runTada('check')
    expect(await readCustomer('tadaClient.ts')).toEqual({ name: 'M. Souza', phones: ['+5511961119001'] })
  })

  it('make types that the compiler accepts, and that lack what was not asked for', () =>
    run({}, 'tsc', '--project', 'tsconfig.json'))
})
