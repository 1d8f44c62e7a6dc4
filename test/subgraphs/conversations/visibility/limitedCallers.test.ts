import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import { protocolNumber } from '../../../../platform/lang/protocolNumber.ts'
import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'
import { agentOf, assignedAgent, customerSelf } from '../../../support/limitedCallers.ts'
import { byPhone, idOf, listOf, membersOf, type Variables } from '../../../support/recordingSubgraphs.ts'
import {
  byAna,
  type ConversationsSubgraph,
  openConversationsSubgraph,
  phone,
} from '../conversationsSubgraph.ts'

const otherPhone = '11 91234-5678'
let subgraph: ConversationsSubgraph
let own: string[]
let other: string[]
/** Conversations of the customer `own`, by team; `none` has no team. */
const ids = new Map<string, string>()

async function open(input: Variables): Promise<string> {
  return idOf(await subgraph.recordConversation(input), 'conversation')
}

const toTeam = (name: string) => ({ assignment: { team: { externalId: name, name } } })

beforeAll(async () => {
  subgraph = await openConversationsSubgraph()
  ids.set('sales', await open(toTeam('sales')))
  ids.set('support', await open(toTeam('support')))
  ids.set('none', await open({ assignment: { person: { externalId: 'ana', name: 'Ana' } } }))
  ids.set('other', await open({ customer: byPhone(otherPhone) }))
  own = await subgraph.profilesOf(phone)
  other = await subgraph.profilesOf(otherPhone)
})
afterAll(() => subgraph.stop())

const idIn = (name: string) => ids.get(name) ?? ''

async function conversation(id: string, principal: Principal): Promise<unknown> {
  return (await subgraph.ask('query ($id: ID!) { conversation(id: $id) { id } }', { id }, principal))[
    'conversation'
  ]
}

async function listed(profileIds: string[], first: number, principal: Principal) {
  const [customer] = await subgraph.entities(
    [{ __typename: 'Customer', profileId: profileIds[0], profileIds }],
    `... on Customer { conversations(first: ${first}) { nodes { id } pageInfo { hasNextPage } } }`,
    principal,
  )
  const { nodes, pageInfo } = membersOf(membersOf(customer)['conversations'])
  return { ids: listOf(nodes).map((node) => membersOf(node)['id']), ...membersOf(pageInfo) }
}

function message(input: Variables, principal: Principal) {
  const whole = { channel: 'WHATSAPP', actor: byAna, text: 'Oi', ...input }
  return subgraph.mutate('recordMessage', 'message { id text }', whole, principal)
}

function codeOf(answer: Record<string, unknown>): unknown {
  const [error] = listOf(answer['userErrors']).map(membersOf)
  return error && [error['code'], listOf(error['field']).join('.'), error['message']]
}

describe('a conversation', () => {
  it('is seen by its department, and one without a department by all', async () => {
    expect(await conversation(idIn('sales'), agentOf('sales'))).toEqual({ id: idIn('sales') })
    expect(await conversation(idIn('none'), agentOf('sales'))).toEqual({ id: idIn('none') })
    expect(await conversation(idIn('support'), agentOf('sales'))).toBeNull()
    expect(await conversation(newId('cnv'), agentOf('sales'))).toBeNull()
    const references = [...ids.values()].map((id) => ({ __typename: 'Conversation', id }))
    expect(await subgraph.entities(references, '... on Conversation { id }', agentOf('sales'))).toEqual([
      { id: idIn('sales') },
      null,
      { id: idIn('none') },
      { id: idIn('other') },
    ])
  })

  it('is seen by those who see its customer', async () => {
    for (const principal of [assignedAgent('ana'), customerSelf(own[0] ?? '')]) {
      expect(await conversation(idIn('support'), principal)).toEqual({ id: idIn('support') })
      expect(await conversation(idIn('other'), principal)).toBeNull()
    }
  })

  it('is found by its protocol number by those who see it', async () => {
    const byProtocol = async (name: string, principal: Principal) =>
      (
        await subgraph.ask(
          'query ($protocol: String!) { conversationByProtocol(protocol: $protocol) { id } }',
          { protocol: protocolNumber(idIn(name)) },
          principal,
        )
      )['conversationByProtocol']
    for (const principal of [agentOf('support'), assignedAgent('ana')])
      expect(await byProtocol('support', principal)).toEqual({ id: idIn('support') })
    expect(await byProtocol('support', agentOf('sales'))).toBeNull()
    expect(await byProtocol('other', assignedAgent('ana'))).toBeNull()
  })

  it('is listed only where it is seen, and nothing shows that there are more', async () => {
    const seen = await listed(own, 2, agentOf('sales'))
    expect(seen.ids.toSorted()).toEqual([idIn('sales'), idIn('none')].sort())
    expect(seen).toMatchObject({ hasNextPage: false })
    expect(await listed(own, 2, demoPrincipal)).toMatchObject({ hasNextPage: true })
    const [customer] = await subgraph.entities(
      [{ __typename: 'Customer', profileId: other[0], profileIds: other }],
      '... on Customer { conversations { nodes { id } } }',
      assignedAgent('ana'),
    )
    expect(customer).toBeNull()
  })
})

describe('a mutation of a caller of one department', () => {
  it('does not find the conversation of another department', async () => {
    const agent = agentOf('sales')
    for (const conversationId of [idIn('support'), newId('cnv')]) {
      const missing = [
        'NOT_FOUND',
        'conversationId',
        `conversationId: no conversation has the id ${conversationId}`,
      ]
      expect(codeOf(await message({ customer: byPhone(phone), conversationId }, agent))).toEqual(missing)
      const handOff = { conversationId, to: { team: { externalId: '1', name: 'sales' } } }
      expect(codeOf(await subgraph.mutate('handOffConversation', 'handoff { id }', handOff, agent))).toEqual(
        missing,
      )
      const status = { conversationId, to: 'RESOLVED' }
      expect(
        codeOf(await subgraph.mutate('changeConversationStatus', 'statusChange { id }', status, agent)),
      ).toEqual(missing)
    }
  })

  it('does not find the message of another department, by its id, source or key', async () => {
    const source = { system: 'app', externalId: 'limited-1', version: 1 }
    const recorder = { ...demoPrincipal, kind: 'AGENT' as const, id: 'agent of sales' }
    const recorded = await message(
      { customer: byPhone(phone), conversationId: idIn('support'), source, idempotencyKey: 'limited-1' },
      recorder,
    )
    const id = idOf(recorded, 'message')
    const agent = agentOf('sales')
    for (const messageId of [id, newId('int')]) {
      const missing = ['NOT_FOUND', 'messageId', `messageId: there is no MESSAGE with the id ${messageId}`]
      const edit = { messageId, text: 'changed', idempotencyKey: 'e1' }
      expect(codeOf(await subgraph.mutate('editMessage', 'message { id }', edit, agent))).toEqual(missing)
      expect(codeOf(await subgraph.mutate('deleteMessage', 'message { id }', { messageId }, agent))).toEqual(
        missing,
      )
    }
    const reaction = {
      message: { source: { system: 'app', externalId: 'limited-1' } },
      actor: byAna,
      emoji: '👍',
    }
    expect(codeOf(await subgraph.mutate('reactToMessage', 'message { id }', reaction, agent))).toEqual([
      'NOT_FOUND',
      'message.source',
      'message.source: there is no MESSAGE from app limited-1',
    ])
    expect(
      codeOf(
        await message({ customer: byPhone(phone), source: { ...source, version: 2 }, text: 'v2' }, agent),
      ),
    ).toEqual([
      'IDEMPOTENCY_CONFLICT',
      'source',
      'source: expected a new one, got one that was used before for what you may not see now',
    ])
    expect(
      codeOf(await message({ customer: byPhone(phone), idempotencyKey: 'limited-1' }, agent)),
    ).toMatchObject(['IDEMPOTENCY_CONFLICT', 'idempotencyKey', expect.any(String)])
    expect(await subgraph.message(id)).toMatchObject({ text: 'Oi', deleted: false })
  })

  it('names the departments of the caller when the input gives another one', async () => {
    const input = { customer: byPhone(phone), department: 'support' }
    const got = 'department: expected one of your departments ("sales", "billing"), got "support"'
    expect(codeOf(await message(input, agentOf('sales', 'billing')))).toEqual([
      'INVALID_VALUE',
      'department',
      got,
    ])
    const team = { customer: byPhone(phone), channel: 'EMAIL', ...toTeam('support') }
    expect(
      codeOf(await subgraph.mutate('recordConversation', 'conversation { id }', team, agentOf('sales'))),
    ).toMatchObject(['INVALID_VALUE', 'assignment.team.name', expect.any(String)])
    expect(await message({ ...input, department: 'sales' }, agentOf('sales'))).toMatchObject({
      userErrors: [],
    })
  })

  it('continues the open conversation that the caller sees, or opens one', async () => {
    const customer = byPhone('11 97777-0001')
    await subgraph.recordConversation({ customer, ...toTeam('support') })
    const placed = async (principal: Principal) => {
      const id = idOf(await message({ customer }, principal), 'message')
      return (await subgraph.log()).find((each) => each.id === id)?.conversationId
    }
    const opened = await placed(agentOf('sales'))
    expect(await placed(agentOf('sales'))).toBe(opened)
    expect(await placed(agentOf('support'))).toBe(opened)
    expect(await subgraph.conversationsOf('11 97777-0001')).toHaveLength(2)
  })

  it('may hand a conversation off to another department, which hides it from the caller', async () => {
    const conversationId = await open(toTeam('sales'))
    const handOff = { conversationId, to: { team: { externalId: '2', name: 'support' } } }
    expect(
      await subgraph.mutate('handOffConversation', 'handoff { changed }', handOff, agentOf('sales')),
    ).toEqual({ handoff: { changed: ['TEAM'] }, userErrors: [] })
    expect(await conversation(conversationId, agentOf('sales'))).toBeNull()
  })
})

describe('a mutation of a caller that may see some customers', () => {
  it('takes the id of a customer that it may see, and nothing else', async () => {
    const self = customerSelf(own[0] ?? '')
    for (const principal of [assignedAgent('ana'), self]) {
      expect(await message({ customer: { id: own[0] } }, principal)).toMatchObject({ userErrors: [] })
      expect(codeOf(await message({ customer: byPhone(phone) }, principal))).toEqual([
        'INVALID_VALUE',
        'customer.identifiers',
        'customer.identifiers: expected customer.id, because you may not see all customers, got identifiers',
      ])
      for (const id of [other[0], newId('cus')])
        expect(codeOf(await message({ customer: { id } }, principal))).toEqual([
          'NOT_FOUND',
          'customer.id',
          `customer.id: no customer has the id ${id}`,
        ])
    }
  })

  it('finds no conversation and no message of another customer', async () => {
    const id = idOf(
      await message({ customer: byPhone(otherPhone), conversationId: idIn('other') }, demoPrincipal),
      'message',
    )
    for (const principal of [assignedAgent('ana'), customerSelf(own[0] ?? '')]) {
      const conversationId = idIn('other')
      expect(codeOf(await message({ customer: { id: own[0] }, conversationId }, principal))).toEqual([
        'NOT_FOUND',
        'conversationId',
        `conversationId: no conversation has the id ${conversationId}`,
      ])
      const status = { conversationId, to: 'RESOLVED' }
      expect(
        codeOf(await subgraph.mutate('changeConversationStatus', 'conversation { id }', status, principal)),
      ).toMatchObject(['NOT_FOUND', 'conversationId', expect.any(String)])
      const edit = { messageId: id, text: 'changed' }
      expect(codeOf(await subgraph.mutate('editMessage', 'message { id }', edit, principal))).toEqual([
        'NOT_FOUND',
        'messageId',
        `messageId: there is no MESSAGE with the id ${id}`,
      ])
    }
  })
})

describe('a caller that saw more before', () => {
  it('does not find by its source or key what it recorded for another customer', async () => {
    const source = { system: 'app', externalId: 'limited-2', version: 1 }
    const now = assignedAgent('ana')
    const before = { ...now, rows: demoPrincipal.rows }
    const recorded = await message(
      { customer: byPhone(otherPhone), source, idempotencyKey: 'limited-2' },
      before,
    )
    const id = idOf(recorded, 'message')
    const customer = { id: own[0] }
    for (const [given, field] of [
      [{ source }, 'source'],
      [{ source: { ...source, version: 2 } }, 'source'],
      [{ idempotencyKey: 'limited-2' }, 'idempotencyKey'],
    ] as const)
      expect(await message({ customer, text: 'changed', ...given }, now)).toEqual({
        message: null,
        userErrors: [
          {
            code: 'IDEMPOTENCY_CONFLICT',
            field: [field],
            message: `${field}: expected a new one, got one that was used before for what you may not see now`,
          },
        ],
      })
    expect(await subgraph.message(id)).toMatchObject({ text: 'Oi' })
  })
})

describe('a caller that may see everything', () => {
  it('costs no further command', async () => {
    const collections = ['conversations', 'interactions', 'profiles']
    expect(await subgraph.commandsOf(collections, () => conversation(idIn('sales'), demoPrincipal))).toEqual([
      'find conversations',
    ])
    expect(await subgraph.commandsOf(collections, () => listed(own, 2, demoPrincipal))).toEqual([
      'find conversations',
    ])
    expect(await subgraph.commandsOf(collections, () => listed(own, 2, agentOf('sales')))).toEqual([
      'find conversations',
    ])
  })
})
