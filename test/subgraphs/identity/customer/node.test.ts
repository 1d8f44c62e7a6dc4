import { allRows } from '../../../../platform/subgraph/rows.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { briefRightsOf } from '../../../../interactions/brief/briefRights.ts'
import { createBriefStore } from '../../../../interactions/brief/briefStore.ts'
import { newId } from '../../../../platform/lang/ids.ts'
import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createCustomerActs } from '../support/customerActs.ts'
import { type IdentityGraph, pro, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { newCustomer, write } = createCustomerActs(() => graph)

async function node(id: string, principal: Principal = demoPrincipal): Promise<unknown> {
  const query = /* GraphQL */ `
    query ($id: ID!) {
      node(id: $id) {
        __typename
        id
        ... on Customer {
          name
          profiles {
            id
          }
        }
        ... on Profile {
          name
        }
        ... on IdentityChange {
          change
          profiles {
            id
          }
        }
      }
    }
  `
  return (await graph.ask<{ node: unknown }>(query, { id }, createRequestScope(), principal)).node
}

describe('node', () => {
  it('finds a customer by any of their ids, and each of their profiles', async () => {
    const [ana, bia] = [await newCustomer('Ana'), await newCustomer('Bia')]
    await graph.merge(ana, bia)
    const customer = {
      __typename: 'Customer',
      id: ana,
      name: 'Bia',
      profiles: [{ id: pro(ana) }, { id: pro(bia) }],
    }

    expect([await node(ana), await node(bia)]).toEqual([customer, customer])
    expect(await node(pro(ana))).toEqual({ __typename: 'Profile', id: pro(ana), name: 'Ana' })
    expect(await node(pro(bia))).toEqual({ __typename: 'Profile', id: pro(bia), name: 'Bia' })
  })

  it.each([
    ['MESSAGE', 'Message'],
    ['NOTE', 'Note'],
    ['ACTION', 'Action'],
    ['COMMITMENT', 'Commitment'],
    ['FEEDBACK', 'Feedback'],
    ['HANDOFF', 'Handoff'],
    ['STATUS', 'StatusChange'],
  ] as const)('finds an interaction of the kind %s as %s', async (kind, type) => {
    const id = await write(await newCustomer(), 'EMAIL', { kind })
    expect(await node(id)).toEqual({ __typename: type, id })
  })

  it('finds a change of identity', async () => {
    const [ana, bia] = [await newCustomer(), await newCustomer()]
    await graph.merge(ana, bia)
    const change = await graph.connection
      .collection<{ _id: string }>('interactions')
      .findOne({ profileId: ana, kind: 'IDENTITY' })

    expect(await node(change?._id ?? '')).toEqual({
      __typename: 'IdentityChange',
      id: change?._id,
      change: 'MERGED',
      profiles: [{ id: pro(ana) }, { id: pro(bia) }],
    })
  })

  it('finds a conversation', async () => {
    const id = newId('cnv')
    await graph.connection
      .collection<{ _id: string; profileId: string }>('conversations')
      .insertOne({ _id: id, profileId: await newCustomer() })
    expect(await node(id)).toEqual({ __typename: 'Conversation', id })
  })

  it('is null for what the caller may not read', async () => {
    const profileId = await newCustomer()
    const partner: Principal = { kind: 'PARTNER', id: 'partner', scopes: ['customers:read'], rows: allRows }
    const [note, internal, open] = [
      await write(profileId, 'EMAIL', { kind: 'NOTE' }),
      await write(profileId, 'EMAIL', { visibility: 'INTERNAL' }),
      await write(profileId, 'EMAIL'),
    ]
    expect(await node(note, partner)).toBeNull()
    expect(await node(internal, partner)).toBeNull()
    expect(await node(open, partner)).toEqual({ __typename: 'Message', id: open })
  })

  it('finds a kept brief, for those who may read it', async () => {
    const profileId = await newCustomer('Ana')
    const id = newId('brf')
    await createBriefStore(graph.connection).keep(
      {
        id,
        profileId,
        profileIds: [profileId],
        text: '',
        sections: [],
        tokens: 0,
        tokenizer: 'o200k_base',
        streamCursor: '',
        truncated: false,
        rights: briefRightsOf(demoPrincipal),
        quotedIds: [],
      },
      new Date(),
    )
    expect(await node(id)).toEqual({ __typename: 'Brief', id })
    const partner: Principal = { kind: 'PARTNER', id: 'partner', scopes: ['customers:read'], rows: allRows }
    expect(await node(id, partner)).toBeNull()
  })

  it.each([newId('cus'), pro(newId('cus')), newId('int'), newId('cnv'), newId('brf')])(
    'is null for the unknown id %s',
    async (id) => {
      expect(await node(id)).toBeNull()
    },
  )

  it.each(['', 'cus_1', 'pro_1', newId('evt'), newId('cus').slice(4)])(
    'refuses the malformed id "%s"',
    async (id) => {
      await expect(node(id)).rejects.toMatchObject({
        message: `id: expected cus_…, pro_…, cnv_…, int_… or brf_…, got ${JSON.stringify(id)}`,
        extensions: { code: 'BAD_USER_INPUT' },
      })
    },
  )
})
