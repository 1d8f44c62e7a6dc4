import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { configSchema } from '../../../config.ts'
import { readConfig } from '../../../platform/process/settings/readConfig.ts'
import { start } from '../../../server.ts'
import { openTestDatabase, type TestDatabase } from '../../support/testDatabase.ts'
import { audience, createIssuer, type Issuer, issuer } from './issuer.ts'

const policy = { roles: { agent: { customers: 'assigned', departments: 'own' } } }

let folder: string
let own: Issuer
let database: TestDatabase
let elo: Awaited<ReturnType<typeof start>>
let [ana, bia] = ['', '']

const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })).optional(),
})

/** Send an operation with a token of these claims. */
async function ask(claims: Record<string, unknown>, query: string) {
  const response = await fetch(`${elo.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await own.token(claims)}` },
    body: JSON.stringify({ query }),
  })
  return answerSchema.parse(await response.json())
}

const identify = async (telephone: string, name: string) => {
  const { data } = await ask(
    { elo_role: 'admin' },
    `mutation { identifyCustomer(input: { identifiers: [{ type: PHONE, value: "${telephone}" }], name: "${name}" }) { customer { id } } }`,
  )
  return z.object({ identifyCustomer: z.object({ customer: z.object({ id: z.string() }) }) }).parse(data)
    .identifyCustomer.customer.id
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'elo-restricted-'))
  own = await createIssuer()
  await writeFile(join(folder, 'jwks.json'), JSON.stringify({ keys: [own.publicKey] }))
  await writeFile(join(folder, 'policy.json'), JSON.stringify(policy))
  database = await openTestDatabase(inject('mongodbUri'), 'restricted_sign_in')
  const settings = {
    ...{ PORT: '0', LOG_LEVEL: 'silent', MONGODB_URI: database.uri, ELO_DATA_DIR: '/dev/null/nowhere' },
    ...{ ELO_JWT_KEYS: join(folder, 'jwks.json'), ELO_JWT_ISSUER: issuer, ELO_JWT_AUDIENCE: audience },
    ELO_POLICY: join(folder, 'policy.json'),
  }
  elo = await start(readConfig(configSchema, settings), {})
  ana = await identify('+5511955550001', 'Ana')
  bia = await identify('+5511955550002', 'Bia')
  const assign = `mutation { recordConversation(input: {
    customer: { id: "${bia}" }, channel: WHATSAPP, assignment: { person: { externalId: "7" } }
  }) { userErrors { message } } }`
  expect(await ask({ elo_role: 'admin' }, assign)).toEqual({
    data: { recordConversation: { userErrors: [] } },
  })
})
afterAll(async () => {
  await elo.stop()
  await database.drop()
  await rm(folder, { recursive: true })
})

const everything = () => `{
  customers { nodes { name identifiers { value } } }
  ana: customer(id: "${ana}") { name }
  bia: customer(id: "${bia}") { name }
}`

describe('a customer with a token', () => {
  it('gets themself, masked, and no other customer', async () => {
    expect(await ask({ elo_role: 'customer', sub: 'ana', elo_customer: ana }, everything())).toEqual({
      data: {
        customers: { nodes: [{ name: 'Ana', identifiers: [{ value: '************01' }] }] },
        ana: { name: 'Ana' },
        bia: null,
      },
    })
  })

  it('is refused without the claim that says who they are', async () => {
    expect((await ask({ elo_role: 'customer' }, everything())).errors).toEqual([
      {
        message:
          'authorization: expected a token with the claim elo_customer, because the role sees its own customer only, got none',
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ])
  })
})

describe('an agent with a token', () => {
  it('gets the customers that are assigned to its actor, and cannot look for others', async () => {
    const claims = { elo_actor: '7', elo_departments: ['Sales'] }
    expect(await ask(claims, everything())).toEqual({
      data: {
        customers: { nodes: [{ name: 'Bia', identifiers: [{ value: '+5511955550002' }] }] },
        ana: null,
        bia: { name: 'Bia' },
      },
    })
    const identification = `mutation { identifyCustomer(input: { identifiers: [{ type: PHONE, value: "+5511955550001" }] }) { created } }`
    expect(await ask(claims, identification)).toMatchObject({
      data: { identifyCustomer: null },
      errors: [
        {
          message:
            'Mutation.identifyCustomer: expected a caller who sees all customers, got one who sees assigned ones',
          extensions: { code: 'FORBIDDEN' },
        },
      ],
    })
  })
})
