import { describe, expect, it } from 'vitest'
import {
  briefRightsOf,
  includesRights,
  type InteractionState,
  mayReadBrief,
} from '../../../../interactions/brief/briefRights.ts'
import type { BriefRights } from '../../../../interactions/brief/brief.ts'
import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'
import { agentOf, customerSelf } from '../../../support/limitedCallers.ts'
import { asAgent, asPartner } from '../support/startHistory.ts'

const all: BriefRights = { isCustomer: false, readsInternal: true, readsUnmasked: true, departments: null }

describe('includesRights', () => {
  it.each<[string, boolean, Partial<BriefRights>, Partial<BriefRights>]>([
    ['the same', true, {}, {}],
    ['more: unmasked', true, {}, { readsUnmasked: false }],
    ['fewer: masked', false, { readsUnmasked: false }, {}],
    ['more: internal', true, {}, { readsInternal: false }],
    ['fewer: public only', false, { readsInternal: false }, {}],
    ['more: all departments', true, {}, { departments: ['sales'] }],
    ['more: another department', true, { departments: ['sales', 'support'] }, { departments: ['sales'] }],
    ['fewer: another department only', false, { departments: ['support'] }, { departments: ['sales'] }],
    ['fewer: one department of all', false, { departments: ['sales'] }, {}],
    ['the customer, for an agent', false, { isCustomer: true }, {}],
    ['an agent, for the customer', false, {}, { isCustomer: true }],
  ])('compares rights: %s', (_name, expected, own, made) => {
    expect(includesRights({ ...all, ...own }, { ...all, ...made })).toBe(expected)
  })

  it('reads the rights of a principal', () => {
    expect(briefRightsOf(demoPrincipal)).toEqual(all)
    expect(briefRightsOf(agentOf('support', 'sales', 'support')).departments).toEqual(['sales', 'support'])
    expect(briefRightsOf(asPartner)).toEqual({ ...all, readsInternal: false, readsUnmasked: false })
    expect(briefRightsOf(customerSelf('cus_1')).isCustomer).toBe(true)
  })
})

const readable: InteractionState = {
  kind: 'MESSAGE',
  visibility: 'PUBLIC',
  department: null,
  isErased: false,
  isDeleted: false,
}

describe('mayReadBrief', () => {
  const auditor: Principal = { ...asAgent, scopes: [...asAgent.scopes, 'audit:read'] }

  it.each<[string, boolean, Partial<InteractionState> | null, Principal]>([
    ['can still be read', true, {}, asAgent],
    ['is missing', false, null, asAgent],
    ['was erased', false, { isErased: true }, auditor],
    ['was deleted', false, { isDeleted: true }, asAgent],
    ['was deleted, and the caller may read that', true, { isDeleted: true }, auditor],
    ['is of a hidden department now', false, { department: 'legal' }, agentOf('sales')],
  ])('decides by an interaction that %s', (_name, expected, state, principal) => {
    const states = new Map(state ? [['int_1', { ...readable, ...state }]] : [])
    const brief = { rights: briefRightsOf(principal), quotedIds: ['int_1'] }
    expect(mayReadBrief(brief, states, principal)).toBe(expected)
  })
})
