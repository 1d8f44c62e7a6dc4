import { describe, expect, it } from 'vitest'
import { checkRenewal } from '../../../gateway/authentication/checkRenewal.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { Rows } from '../../../platform/subgraph/rows.ts'

const caller = (rows: Rows): Principal => ({ kind: 'AGENT', id: 'user:paula', scopes: [], rows })
const all = { which: 'ALL' } as const
const assigned = (actorId: string) => ({ which: 'ASSIGNED', actorId }) as const
const ownOf = (customerId: string) => ({ which: 'OWN', customerId }) as const

describe('a renewed caller', () => {
  it.each([
    [
      { departments: null, customers: all },
      { departments: null, customers: all },
    ],
    [
      { departments: ['a'], customers: all },
      { departments: ['b', 'a'], customers: all },
    ],
    [
      { departments: [], customers: all },
      { departments: ['a'], customers: all },
    ],
    [
      { departments: ['a'], customers: assigned('7') },
      { departments: null, customers: assigned('7') },
    ],
    [
      { departments: null, customers: ownOf('cus_1') },
      { departments: null, customers: all },
    ],
  ])('may see the same as %j, or more: %j', (before, after) => {
    expect(() => checkRenewal(caller(before), caller(after))).not.toThrow()
  })

  it.each([
    [
      { departments: null, customers: all },
      { departments: ['a'], customers: all },
    ],
    [
      { departments: ['a', 'b'], customers: all },
      { departments: ['a'], customers: all },
    ],
    [
      { departments: null, customers: all },
      { departments: null, customers: assigned('7') },
    ],
    [
      { departments: null, customers: assigned('7') },
      { departments: null, customers: assigned('8') },
    ],
    [
      { departments: null, customers: ownOf('cus_1') },
      { departments: null, customers: ownOf('cus_2') },
    ],
    [
      { departments: null, customers: ownOf('7') },
      { departments: null, customers: assigned('7') },
    ],
  ])('may not see less than %j: %j', (before, after) => {
    expect(() => checkRenewal(caller(before), caller(after))).toThrow('got fewer or others; connect again')
  })

  it('is the same caller', () => {
    const before = caller({ departments: null, customers: all })
    for (const other of [{ kind: 'ADMIN' as const }, { id: 'user:nina' }])
      expect(() => checkRenewal(before, { ...before, ...other })).toThrow(
        'expected a token of the same subject and role, got another one',
      )
  })
})
