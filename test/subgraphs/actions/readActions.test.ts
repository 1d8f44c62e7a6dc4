import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../platform/lang/ids.ts'
import { demoPrincipal, type Principal } from '../../../platform/subgraph/principal.ts'
import { createActionsSubgraph } from '../../../subgraphs/actions/subgraph.ts'
import {
  at,
  byPhone,
  idOf,
  membersOf,
  openSubgraph,
  partner,
  type SubgraphUnderTest,
  type Variables,
} from '../../support/recordingSubgraphs.ts'

const maria = '11 98765-4321'
const joao = '11 91234-5678'

let subgraph: SubgraphUnderTest
/** Both are read as one customer, as after a merge. */
let profileIds: string[]
let internalId: string

beforeAll(async () => {
  subgraph = await openSubgraph(createActionsSubgraph)
  const record = (phone: string, input: Variables) =>
    subgraph.mutate('recordAction', 'action { id }', {
      customer: byPhone(phone),
      actor: { kind: 'SYSTEM' },
      ...input,
    })
  // Three at the same time: a page ends between them.
  for (const [index, seconds] of [-50, -20, -30, -20, -40, -20].entries()) {
    await record(index % 2 ? maria : joao, {
      type: index < 3 ? 'PAYMENT' : 'REFUND',
      status: index === 4 ? 'FAILED' : 'COMPLETED',
      externalReference: `r${index}`,
      occurredAt: at(seconds),
    })
  }
  const internal = await record(maria, {
    type: 'QUOTE',
    visibility: 'INTERNAL',
    externalReference: 'r6',
    occurredAt: at(-60),
  })
  internalId = idOf(internal, 'action')
  profileIds = [...(await subgraph.profilesOf(joao)), ...(await subgraph.profilesOf(maria))]
})
afterAll(() => subgraph.stop())

async function page(
  givenArguments: string,
  { principal = demoPrincipal, profiles = profileIds }: { principal?: Principal; profiles?: string[] } = {},
) {
  const [customer] = await subgraph.entities(
    [{ __typename: 'Customer', profileId: profiles[0], profileIds: profiles }],
    `... on Customer { actions${givenArguments} {
      nodes { externalReference } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } }`,
    principal,
  )
  const { nodes, pageInfo } = membersOf(membersOf(customer)['actions'])
  const references = Array.isArray(nodes) ? nodes.map((node) => membersOf(node)['externalReference']) : []
  return { references, pageInfo: membersOf(pageInfo) }
}

async function allPages(size: number): Promise<unknown[]> {
  const references: unknown[] = []
  let after = ''
  for (;;) {
    const next = await page(`(first: ${size}${after})`)
    references.push(...next.references)
    if (next.pageInfo['hasNextPage'] !== true) return references
    after = `, after: "${String(next.pageInfo['endCursor'])}"`
  }
}

describe('Customer.actions', () => {
  it('shows the actions of all profiles, the latest first', async () => {
    const { references, pageInfo } = await page('')
    expect(references).toEqual(['r5', 'r3', 'r1', 'r2', 'r4', 'r0', 'r6'])
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false })
  })

  it('shows everything once, whatever the size of the page', async () => {
    const { references } = await page('')
    for (const size of [1, 2, 3, 4, 7]) expect(await allPages(size)).toEqual(references)
  })

  it('filters by type and status; an empty list matches nothing, null everything', async () => {
    expect((await page('(filter: { types: [REFUND] })')).references).toEqual(['r5', 'r3', 'r4'])
    expect((await page('(filter: { types: [REFUND], statuses: [FAILED] })')).references).toEqual(['r4'])
    expect((await page('(filter: { types: [] })')).references).toEqual([])
    expect((await page('(filter: { types: null })')).references).toHaveLength(7)
  })

  it('shows internal actions only to principals who may read them', async () => {
    expect((await page('', { principal: partner })).references).not.toContain('r6')
    const reference = [{ __typename: 'Action', id: internalId }]
    expect(await subgraph.entities(reference, '... on Action { type }', partner)).toEqual([null])
    expect(await subgraph.entities(reference, '... on Action { type }')).toEqual([{ type: 'QUOTE' }])
  })

  it('refuses a page size that is too small or too large', async () => {
    for (const first of [0, 101])
      await expect(page(`(first: ${first})`)).rejects.toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
      })
  })

  it('refuses a cursor that is damaged or of another customer', async () => {
    const { pageInfo } = await page('(first: 1)')
    const cursor = String(pageInfo['endCursor'])
    const invalid = { extensions: { code: 'INVALID_CURSOR' } }
    await expect(page(`(after: "${cursor}x")`)).rejects.toMatchObject(invalid)
    await expect(page(`(after: "${cursor}")`, { profiles: [newId('cus')] })).rejects.toMatchObject(invalid)
  })

  it('costs one read', async () => {
    expect(await subgraph.commandsOf(['interactions'], () => page('(first: 3)'))).toEqual([
      'find interactions',
    ])
  })
})
