import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createCustomerActs } from '../support/customerActs.ts'
import { addConversation, assignedTo, customerWith, ofDepartments } from '../support/restrictedCallers.ts'
import { type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { newCustomer, change, write } = createCustomerActs(() => graph)

async function names(filter: object, caller: Principal): Promise<(string | null)[]> {
  const query = 'query ($filter: CustomerFilter) { customers(filter: $filter) { nodes { name } } }'
  const { customers } = await graph.ask<{ customers: { nodes: { name: string | null }[] } }>(
    query,
    { filter },
    createRequestScope(),
    caller,
  )
  return customers.nodes.map(({ name }) => name)
}

const forbidden = async (filter: object, caller: Principal) =>
  names(filter, caller).catch((error: unknown) => {
    expect(error).toMatchObject({ extensions: { code: 'FORBIDDEN' } })
    return error instanceof Error ? error.message : 'no error'
  })

describe('a filter by departments', () => {
  it('may name those of the caller only', async () => {
    const ana = await newCustomer('Ana')
    await write(ana, 'EMAIL', { department: 'Sales' })
    const bia = await newCustomer('Bia')
    await write(bia, 'EMAIL', { department: 'Finance' })
    const caller = ofDepartments('Sales', 'Support')
    expect(await names({ departments: ['Support', 'Sales'] }, caller)).toEqual(['Ana'])
    expect(await forbidden({ departments: ['Sales', 'Finance'] }, caller)).toBe(
      'filter.departments.1: expected a department of the caller, Sales, Support, got "Finance"',
    )
    expect(await forbidden({ departments: ['Finance'] }, ofDepartments())).toBe(
      'filter.departments.0: expected a department of the caller, of which there are none, got "Finance"',
    )
  })

  it('finds nobody by internal interactions that the caller may not read', async () => {
    const clara = await newCustomer('Clara')
    await write(clara, 'EMAIL', { department: 'Legal', visibility: 'INTERNAL' })
    const reader = ofDepartments('Legal')
    const other = { ...reader, scopes: ['customers:read'] }
    expect(await names({ departments: ['Legal'] }, reader)).toEqual(['Clara'])
    expect(await names({ departments: ['Legal'] }, other)).toEqual([])
  })
})

describe('a filter by the last contact', () => {
  it('knows of the messages that the caller may read only', async () => {
    const dora = await newCustomer('Dora')
    const at = (day: number) => new Date(`2026-05-0${day}T12:00:00.000Z`)
    await write(dora, 'EMAIL', { department: null, occurredAt: at(1) })
    await write(dora, 'EMAIL', { department: 'Sales', occurredAt: at(2) })
    await write(dora, 'EMAIL', { department: 'Finance', occurredAt: at(3) })
    await write(dora, 'EMAIL', { department: 'Sales', occurredAt: at(4), visibility: 'INTERNAL' })
    const onDay = (day: number) => ({ name: 'Dora', lastContact: { from: at(day), to: at(day + 1) } })
    const daysOf = async (caller: Principal) => {
      const found = await Promise.all([1, 2, 3, 4].map((day) => names(onDay(day), caller)))
      return found.flatMap((each, index) => (each.length > 0 ? [index + 1] : []))
    }
    const withoutNotes = (caller: Principal) => ({ ...caller, scopes: ['customers:read'] })
    const everywhere = ofDepartments('Sales', 'Finance')
    expect(await daysOf(everywhere)).toEqual([4])
    expect(await daysOf(withoutNotes(everywhere))).toEqual([3])
    expect(await daysOf(withoutNotes(ofDepartments('Sales')))).toEqual([2])
    expect(await daysOf(ofDepartments('Finance'))).toEqual([3])
    expect(await daysOf(ofDepartments())).toEqual([1])
  })
})

describe('a page of customers', () => {
  it('has for a customer themself, whatever else there is, and does not find them by tags', async () => {
    const eva = await newCustomer('Eva')
    await change('tagCustomer', { customer: { id: eva }, tags: ['difficult'] })
    const caller = customerWith(eva)
    expect(await names({}, caller)).toEqual(['Eva'])
    expect(await names({ name: 'ev' }, caller)).toEqual(['Eva'])
    expect(await names({ name: 'Ana' }, caller)).toEqual([])
    expect(await forbidden({ tags: ['difficult'] }, caller)).toBe(
      'filter.tags: expected a caller who serves customers, got a customer',
    )
  })

  it('takes two commands for a caller with assigned customers, and says of others nothing', async () => {
    const query = `{ customers(first: 1) { nodes { name } pageInfo { hasNextPage hasPreviousPage } } }`
    let answer: unknown
    const read = async () => {
      answer = await graph.ask(query, {}, createRequestScope(), assignedTo('lonely'))
    }
    const page = (nodes: object[]) => ({
      customers: { nodes, pageInfo: { hasNextPage: false, hasPreviousPage: false } },
    })
    await read()
    expect(answer).toEqual(page([]))
    await addConversation(graph.connection, await newCustomer('Fay'), { person: 'lonely' })
    expect(await graph.commandsOf(read)).toEqual(['aggregate', 'aggregate'])
    expect(answer).toEqual(page([{ name: 'Fay' }]))
  })
})
