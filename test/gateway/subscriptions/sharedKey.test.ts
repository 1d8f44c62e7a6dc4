import type { PlanNode } from '@apollo/query-planner'
import { OperationTypeNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import { isForOneCaller, sharedKeys } from '../../../gateway/subscriptions/sharedKey.ts'
import { allRows } from '../../../platform/subgraph/rows.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'

const ana: Principal = {
  kind: 'AGENT',
  id: 'ana',
  scopes: ['customers:read', 'notes:read'],
  rows: allRows,
}
const call = { operation: 'Live', reason: null }
const keysOf = (
  principal: Principal,
  {
    variables = {},
    reason = null,
    isOwn = false,
  }: { variables?: object; reason?: string | null; isOwn?: boolean } = {},
) => sharedKeys(principal, { customerId: 'cus_1', ...variables }, { ...call, reason }, isOwn)

const rowsOf = (customers: Principal['rows']['customers'], departments: string[] | null = null) => ({
  rows: { departments, customers },
})

describe('sharedKeys', () => {
  it.each<[string, Partial<Principal>]>([
    ['another scope', { scopes: ['customers:read'] }],
    ['the right to identifiers', { scopes: ['customers:read', 'notes:read', 'pii:read'] }],
    ['another kind', { kind: 'BOT' }],
    ['one department', rowsOf({ which: 'ALL' }, ['Sales'])],
    ['another department', rowsOf({ which: 'ALL' }, ['Support'])],
    ['no department', rowsOf({ which: 'ALL' }, [])],
    ['the customers of an actor', rowsOf({ which: 'ASSIGNED', actorId: 'ana' })],
    ['the customers of another actor', rowsOf({ which: 'ASSIGNED', actorId: 'bruno' })],
    ['one customer', rowsOf({ which: 'OWN', customerId: 'cus_1' })],
    ['another customer', rowsOf({ which: 'OWN', customerId: 'cus_2' })],
    ['roles to grant', { grantableRoles: ['AGENT'] }],
  ])('distinguish a caller with %s from all others', (_, difference) => {
    const other: Principal = { ...ana, ...difference }
    expect(keysOf(other).rightsKey).not.toBe(keysOf(ana).rightsKey)
    expect(keysOf({ ...other, scopes: [...other.scopes].reverse() }).rightsKey).toBe(keysOf(other).rightsKey)
  })

  it('distinguish the variables', () => {
    const other = keysOf(ana, { variables: { customerId: 'cus_2' } })
    expect(other.rightsKey).not.toBe(keysOf(ana).rightsKey)
  })

  it('are those of the same rights for another caller, and for another reason, with entries of their own', () => {
    for (const other of [keysOf({ ...ana, id: 'bruno' }), keysOf(ana, { reason: 'a complaint' })]) {
      expect(other.rightsKey).toBe(keysOf(ana).rightsKey)
      expect(other.callerKey).not.toBe(keysOf(ana).callerKey)
    }
  })

  it('distinguish callers and reasons where each event is an entry of the audit trail', () => {
    const own = keysOf(ana, { isOwn: true })
    expect(keysOf({ ...ana, id: 'bruno' }, { isOwn: true }).rightsKey).not.toBe(own.rightsKey)
    expect(keysOf(ana, { isOwn: true, reason: 'a complaint' }).rightsKey).not.toBe(own.rightsKey)
  })
})

describe('isForOneCaller', () => {
  const fetching = (serviceName: string, typeCondition: string): PlanNode => ({
    kind: 'Flatten',
    path: ['event'],
    node: {
      kind: 'Fetch',
      serviceName,
      operation: '',
      operationName: undefined,
      operationKind: OperationTypeNode.QUERY,
      requires: [{ kind: 'InlineFragment', typeCondition, selections: [] }],
    },
  })

  it('is so where customers are read, or a subgraph of others is asked', () => {
    expect([
      isForOneCaller('history', undefined),
      isForOneCaller('history', fetching('conversations', 'Message')),
      isForOneCaller('history', fetching('identity', 'Customer')),
      isForOneCaller('history', fetching('loyalty', 'Message')),
      isForOneCaller('loyalty', undefined),
      isForOneCaller('history', {
        kind: 'Parallel',
        nodes: [fetching('conversations', 'Message'), fetching('identity', 'Customer')],
      }),
    ]).toEqual([false, false, true, true, true, true])
  })
})
