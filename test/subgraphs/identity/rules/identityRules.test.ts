import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLocalCall } from '../../../../platform/graph/localCall.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import { demoPrincipal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { rulesOf } from '../../../../subgraphs/identity/rules/readRules.ts'
import { createIdentitySubgraph } from '../../../../subgraphs/identity/subgraph.ts'
import {
  cus,
  type Fault,
  type Given,
  type IdentityGraph,
  mail,
  phone,
  pro,
  startIdentity,
} from '../support/startIdentity.ts'

const rules = rulesOf(
  JSON.stringify({
    sharedSuggestedAbove: 2,
    types: { TELEGRAM: { limit: 2, merges: 'VERIFIED', tellsApart: 'NEVER' }, CNPJ: { limit: 1 } },
  }),
  'rules',
)
let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity({ rules })))
afterAll(() => graph.stop())

let next = 10_000_000
const newPhone = () => phone(`+55119${(next += 1)}`)
const newMail = () => mail(`person${(next += 1)}@example.com`)
const newTelegram = (verified = false): Given => ({ type: 'TELEGRAM', value: `${(next += 1)}`, verified })
/** CPFs with right check digits. */
const cpfs = ['52998224725', '11144477735', '39053344705', '86288366757', '71345602103', '24881590340']
const cpf = (index: number): Given => ({ type: 'CPF', value: cpfs[index] ?? '' })
/** CNPJs with right check digits. */
const cnpjs = ['11222333000181', '12345678000195', '98765432000198', '45678912000155', '32165498000139']
const cnpj = (index: number): Given => ({ type: 'CNPJ', value: cnpjs[index] ?? '' })

type Explained = {
  created: boolean
  customer: { id: string; profileIds: string[] } | null
  profile: { id: string } | null
  setAsideIdentifiers: { type: string; value: string; rule: string; message: string }[]
  resolution: { rule: string; outcome: string; values: string[]; message: string }[]
  userErrors: Fault[]
}
const explainedMutation = /* GraphQL */ `
  mutation ($input: IdentifyCustomerInput!) {
    identifyCustomer(input: $input) {
      created
      customer {
        id
        profileIds
      }
      profile {
        id
      }
      setAsideIdentifiers {
        type
        value
        rule
        message
      }
      resolution {
        rule
        outcome
        values
        message
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`
async function identify(identifiers: Given[], more: Record<string, unknown> = {}): Promise<Explained> {
  const { identifyCustomer } = await graph.ask<{ identifyCustomer: Explained }>(explainedMutation, {
    input: { identifiers, ...more },
  })
  return identifyCustomer
}

describe.each([
  [
    'would break a limit',
    { rule: 'LIMIT', record: cnpj, type: 'CNPJ' },
    () => 'CNPJ: expected at most 1 of one customer, got 2',
  ],
  [
    'is contradicted',
    { rule: 'CONTRADICTION', record: cpf, type: 'CPF' },
    (id: string) => `PHONE: expected records of one person, got another CPF than ${id} has`,
  ],
] as const)('an identification that %s', (_what, { rule, record, type }, messageOf) => {
  it('sets the weakest identifier aside, with the reason and every step', async () => {
    const telephone = newPhone()
    const { customer: first } = await identify([record(0), telephone])
    const { setAsideIdentifiers, resolution, created, customer } = await identify([telephone, record(1)], {
      name: 'Bia',
    })

    expect([created, customer?.id === first?.id]).toEqual([true, false])
    const message = messageOf(pro(first?.id))
    expect(setAsideIdentifiers).toEqual([{ type: 'PHONE', value: telephone.value, rule, message }])
    expect(resolution).toEqual([
      {
        rule: 'KNOWN_IDENTIFIER',
        outcome: 'UNKNOWN',
        values: [record(1).value],
        message: `${type}: no customer has it yet`,
      },
      {
        rule: 'KNOWN_IDENTIFIER',
        outcome: 'KNOWN',
        values: [telephone.value],
        message: `PHONE: ${pro(first?.id)} has it`,
      },
      { rule, outcome: 'SET_ASIDE', values: [telephone.value], message },
      {
        rule: 'KNOWN_IDENTIFIER',
        outcome: 'CREATED',
        values: [record(1).value],
        message: 'no customer has them: a new customer',
      },
      { rule: 'FIRST_NAME', outcome: 'NAMED', values: [], message: 'the profile had no name' },
    ])
    expect((await graph.byIdentifier('PHONE', telephone.value))?.id).toBe(first?.id)
  })

  it('is one read and no transaction when it is repeated', async () => {
    const telephone = newPhone()
    await identify([record(1), telephone])
    expect((await identify([record(2), telephone])).setAsideIdentifiers).toHaveLength(1)

    const commands = await graph.commandsOf(() => identify([record(2), telephone]))
    expect(commands.filter((name) => !['aggregate', 'find'].includes(name))).toEqual([])
  })

  it('by two callers at once is broken by neither', async () => {
    const given = newPhone()
    await identify([given])
    const others = await Promise.all([graph.startAnother(), graph.startAnother()])
    await Promise.all(others.map((other, index) => other.identify([given, record(3 + index)])))

    const held = (await graph.byIdentifier('PHONE', given.value))?.identifiers ?? []
    expect(held.filter((each) => each.type === type)).toHaveLength(1)
  })

  it('does not keep a person from merging', async () => {
    const ids = [await identify([record(0)]), await identify([record(1)])].map(
      ({ customer }) => customer?.id ?? '',
    )
    const { userErrors, customer } = await graph.merge(ids[0] ?? '', ids[1] ?? '')
    expect(userErrors).toEqual([])
    expect(customer?.identifiers.filter((each) => each.type === type)).toHaveLength(2)

    expect((await identify([record(0), newMail()])).setAsideIdentifiers).toEqual([])
    await graph.unmerge(ids[1] ?? '')
  })
})

describe('a type of which only verified values merge', () => {
  it('merges no customers by a claimed value, and merges them by a verified one', async () => {
    const [account, address] = [newTelegram(), newMail()]
    const [a, b] = [await identify([account]), await identify([address])]
    const claimed = await identify([account, address])
    const proved = await identify([{ ...account, verified: true }, address])

    expect(claimed.setAsideIdentifiers.map(({ type, rule }) => [type, rule])).toEqual([
      ['TELEGRAM', 'CLAIMED_VALUE'],
    ])
    expect(claimed.customer?.profileIds).toEqual([cus(b.profile?.id)])
    expect(proved.setAsideIdentifiers).toEqual([])
    expect(proved.customer?.profileIds).toEqual([cus(a.profile?.id), cus(b.profile?.id)])
  })
})

describe('a dry run', () => {
  it.each([
    ['creates', async () => [newPhone(), newMail()]],
    [
      'merges and attaches',
      async () => {
        const given = [newTelegram(true), newMail()]
        for (const each of given) await identify([each])
        return [...given, newPhone()]
      },
    ],
    [
      'gives a record a profile of its own',
      async () => {
        const given = [newPhone(), newMail()]
        for (const each of given) await identify([each])
        return [...given, newTelegram(true)]
      },
    ],
    [
      'sets aside',
      async () => {
        const [one, other] = [newPhone(), newMail()]
        const [account, second, third] = [newTelegram(true), newTelegram(true), newTelegram(true)]
        await identify([one, account, second])
        await identify([other, third])
        return [one, other]
      },
    ],
  ])('that %s gives the same answer and changes nothing', async (_what, prepare) => {
    const given = await prepare()
    const before = await graph.state()
    const would = await identify(given, { name: 'Ana', dryRun: true })
    expect(await graph.state()).toEqual(before)
    const did = await identify(given, { name: 'Ana' })

    // A profile that would be created has an id of its own.
    const isStored = new Set(JSON.stringify(before).match(/[\da-f-]{36}/gu))
    const withoutNewIds = (answer: Explained): unknown =>
      JSON.parse(JSON.stringify(answer).replace(/[\da-f-]{36}/gu, (id) => (isStored.has(id) ? id : 'new')))
    expect(withoutNewIds(would)).toEqual(
      withoutNewIds(did.created ? { ...did, customer: null, profile: null } : did),
    )
  })
})

describe('an explanation', () => {
  it('masks values for whoever may not see personal data', async () => {
    const logger = createLogger({ level: 'silent', name: 'identity' })
    const subgraph = createIdentitySubgraph({
      connection: graph.connection,
      clock: graph.clock,
      logger,
      rules,
    })
    const { data } = await createLocalCall(
      subgraph,
      logger,
    )({
      query:
        'mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { resolution { values message } setAsideIdentifiers { value } } }',
      variables: {
        input: {
          identifiers: [
            { type: 'TELEGRAM', value: '5550001' },
            { type: 'EMAIL', value: 'secret@example.com' },
          ],
          dryRun: true,
        },
      },
      principal: { ...demoPrincipal, scopes: ['customers:write'] },
      scope: createRequestScope(),
    })

    expect(JSON.stringify(data)).not.toMatch(/555|secret/u)
    expect(JSON.stringify(data)).toContain('"value":"*****01"')
  })

  it('and what was set aside are given again to a retry', async () => {
    const [account, address] = [newTelegram(), newMail()]
    await identify([account])
    const input = { name: 'Caio', idempotencyKey: account.value }
    const first = await identify([account, address], input)

    expect(first.setAsideIdentifiers).toHaveLength(1)
    expect(await identify([account, address], input)).toEqual(first)
  })
})

describe('a bad identifier', () => {
  it.each([
    ['PHONE', 'maria@example.com', 'INVALID_VALUE'],
    ['EMAIL', '+5511987654321', 'INVALID_VALUE'],
    ['CPF', '111.111.111-11', 'BLOCKED_VALUE'],
    ['PHONE', '00000000000', 'BLOCKED_VALUE'],
    ['INTERNAL_ID', '', 'REQUIRED'],
    ['INTERNAL_ID', 'a\u0007b', 'INVALID_VALUE'],
  ])('%s %j is named by field, rule and value as it was given', async (type, value, code) => {
    const { userErrors } = await identify([newPhone(), { type, value }])
    expect(userErrors).toMatchObject([{ code, field: ['identifiers', '1', 'value'] }])
    expect(userErrors[0]?.message).toContain(`${type}: expected`)
    expect(userErrors[0]?.message).toContain(`got ${JSON.stringify(value)}`)
  })
})
