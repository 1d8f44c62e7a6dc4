import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newMessage } from '../../../interactions/log/newMessage.ts'
import { createInteractionLog } from '../../../../interactions/log/interactionLog.ts'
import { rulesOf } from '../../../../subgraphs/identity/rules/readRules.ts'
import { cus, type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

const people = 3
/** Of a person, where there are limits. */
const limits = { INTERNAL_ID: 2, TELEGRAM: 2 }
const lowLimits = rulesOf(
  JSON.stringify({
    types: { INTERNAL_ID: { limit: limits.INTERNAL_ID }, TELEGRAM: { limit: limits.TELEGRAM } },
  }),
  'low limits',
)

let unlimited: IdentityGraph
let limited: IdentityGraph
beforeAll(async () => {
  unlimited = await startIdentity()
  limited = await startIdentity({ rules: lowLimits })
})
afterAll(async () => {
  await unlimited.stop()
  await limited.stop()
})

const programs = 200
const atOnce = 8

const stepOf = (values: number, weights: { identify: number; know: number }) =>
  fc.record({
    do: fc.oneof(
      { weight: weights.identify, arbitrary: fc.constant('identify' as const) },
      { weight: 2, arbitrary: fc.constant('merge' as const) },
      { weight: 2, arbitrary: fc.constantFrom('unmerge' as const, 'link' as const, 'separate' as const) },
      {
        weight: weights.know,
        arbitrary: fc.constantFrom('tag' as const, 'untag' as const, 'set' as const, 'write' as const),
      },
    ),
    at: fc.nat(people - 1),
    with: fc.nat(people - 1),
    value: fc.nat(values - 1),
    daysAgo: fc.nat(3),
  })
type Step = ReturnType<typeof stepOf> extends fc.Arbitrary<infer Each> ? Each : never

const changes = {
  link: 'mutation ($input: DecideProfilesSameInput!) { decideProfilesSame(input: $input) { userErrors { code } } }',
  separate:
    'mutation ($input: DecideProfilesDifferentInput!) { decideProfilesDifferent(input: $input) { userErrors { code } } }',
  removeLink:
    'mutation ($input: WithdrawProfileDecisionInput!) { withdrawProfileDecision(input: $input) { userErrors { code } } }',
  tag: 'mutation ($input: TagCustomerInput!) { tagCustomer(input: $input) { userErrors { code } } }',
  untag: 'mutation ($input: UntagCustomerInput!) { untagCustomer(input: $input) { userErrors { code } } }',
  set: 'mutation ($input: SetCustomerAttributesInput!) { setCustomerAttributes(input: $input) { userErrors { code } } }',
}

const stateQuery = /* GraphQL */ `
  query ($of: [_Any!]!) {
    _entities(representations: $of) {
      ... on Customer {
        profileIds
        name
        tags
        identifiers {
          type
          value
        }
        attributes {
          name
          value
          source
          setAt
          history {
            value
            setAt
          }
        }
      }
    }
  }
`
type Answer = { _entities: (Omit<Person, 'profileIds'> & { profileIds: string[] })[] }

/** What one of the people would have without any merge. */
type Person = {
  profileIds: number[]
  name: string | null
  tags: string[]
  identifiers: { type: string; value: string }[]
  attributes: { name: string; value: string; source: string; setAt: string; history: AttributeValue[] }[]
  log: string[]
}
type AttributeValue = { value: string; setAt: string }

let next = 10_000_000

/** A world of people, what a program can do with them, and what each would have without any merge. */
async function createWorld(graph: IdentityGraph, limit = Infinity) {
  const log = createInteractionLog({ connection: graph.connection, clock: graph.clock })
  const world = (next += people)
  const records = Array.from({ length: people }, (_, at) => ({
    type: 'INTERNAL_ID',
    value: `ERP-${world + at}`,
  }))
  const ids: string[] = []
  for (const each of records) ids.push(cus((await graph.identify([each])).profile?.id))
  const expected: Person[] = records.map(({ type, value }, at) => ({
    profileIds: [at],
    name: null,
    tags: [],
    identifiers: [{ type, value }],
    attributes: [],
    log: [],
  }))
  let decided: object[] = []
  let happened = 0
  /** Handles set aside that a person would have without a merge, and those that another person got in the meantime. */
  const withheld = new Set<string>()
  const lost = new Set<string>()
  const change = (mutation: string, input: object) => graph.ask(mutation, { input })

  function person(at: number): Person {
    const one = expected[at]
    if (!one) throw new Error(`expected one of the people, got ${at}`)
    return one
  }

  async function identify(together: number[], value: number): Promise<void> {
    const handle = { type: 'TELEGRAM', value: `7${world}${value}` }
    const name = `Name ${happened}`
    const { profile } = await graph.identify([...together.flatMap((at) => records[at] ?? []), handle], {
      name,
    })
    // The person that the identifiers led to would have got them.
    const led = person(ids.indexOf(cus(profile?.id)))
    led.name = name
    const isHandle = (known: { value: string }) => known.value === handle.value
    const owner = expected.find(({ identifiers }) => identifiers.some(isHandle))
    const isAttached = profile?.identifiers.some(isHandle) ?? false
    if (owner && owner !== led && isAttached) {
      // No person had it while it was withheld from its owner, so the next who claims it keeps it.
      expect(withheld.has(handle.value), `${handle.value} was taken from the person who has it`).toBe(true)
      owner.identifiers = owner.identifiers.filter((known) => !isHandle(known))
      lost.add(handle.value)
    }
    const hasOwner = expected.some(({ identifiers }) => identifiers.some(isHandle))
    if (hasOwner || led.identifiers.filter(({ type }) => type === 'TELEGRAM').length >= limit) return
    led.identifiers.push(handle)
    if (!isAttached) withheld.add(handle.value)
  }

  async function setAttribute(at: number, value: number, daysAgo: number): Promise<void> {
    const setAt = new Date(Date.UTC(2026, 4, 10 - daysAgo, 0, 0, happened)).toISOString()
    const given = { name: `attribute ${value}`, value: `value ${happened}`, setAt }
    await change(changes.set, { customer: { id: ids[at] }, attributes: [given], source: 'test' })
    const before = person(at).attributes.find(({ name }) => name === given.name)?.history ?? []
    const history = [...before, { value: given.value, setAt }].sort((a, b) => (a.setAt > b.setAt ? -1 : 1))
    const [inForce = { value: '', setAt: '' }] = history
    person(at).attributes = [
      ...person(at).attributes.filter(({ name }) => name !== given.name),
      { name: given.name, ...inForce, source: 'test', history },
    ].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  async function write(at: number): Promise<void> {
    await log.record(newMessage(ids[at] ?? '', { occurredAt: graph.clock(), summary: `message ${happened}` }))
    person(at).log.push(`message ${happened}`)
  }

  async function read(): Promise<Person[]> {
    const of = ids.map((id) => ({ __typename: 'Customer', id }))
    const { _entities: customers } = await graph.ask<Answer>(stateQuery, { of })
    const logs = await graph.connection
      .collection<{ profileId: string; summary: string; kind: string }>('interactions')
      .find({ profileId: { $in: ids }, kind: { $ne: 'IDENTITY' } }, { sort: { seq: 1 } })
      .toArray()
    return customers.map((customer, at) => ({
      ...customer,
      profileIds: customer.profileIds.map((id) => ids.indexOf(id)),
      log: logs.filter(({ profileId }) => profileId === ids[at]).map(({ summary }) => summary),
    }))
  }

  return {
    async run(each: Step): Promise<void> {
      happened += 1
      const pair = { profileId: ids[each.at], otherProfileId: ids[each.with] }
      const tags = [`tag ${each.value}`]
      const own = new Set(person(each.at).tags)
      switch (each.do) {
        case 'identify':
          return identify([each.at, each.with], each.value)
        case 'merge':
          return void (await graph.merge(ids[each.at] ?? '', ids[each.with] ?? ''))
        case 'unmerge':
          return void (await graph.unmerge(ids[each.at] ?? ''))
        case 'link':
        case 'separate':
          decided.push(pair)
          return void (await change(changes[each.do], pair))
        case 'tag':
          person(each.at).tags = [...own.add(`tag ${each.value}`)].sort()
          return void (await change(changes.tag, { customer: { id: ids[each.at] }, tags }))
        case 'untag':
          person(each.at).tags = [...own].filter((tag) => !tags.includes(tag))
          return void (await change(changes.untag, { customer: { id: ids[each.at] }, tags }))
        case 'set':
          return setAttribute(each.at, each.value, each.daysAgo)
        case 'write':
          return write(each.at)
      }
    },
    async undoAll(): Promise<void> {
      for (const pair of decided) await change(changes.removeLink, pair)
      decided = []
      for (const [at, { profileIds }] of (await read()).entries())
        if (profileIds.length > 1) await graph.unmerge(ids[at] ?? '')
    },
    read,
    withheld: () => withheld.size,
    lost: () => lost.size,
    expected: () =>
      expected.map((one) => ({
        ...one,
        identifiers: [...one.identifiers].sort((a, b) =>
          `${a.type}:${a.value}` < `${b.type}:${b.value}` ? -1 : 1,
        ),
      })),
  }
}

describe('merges that are undone', () => {
  it(
    `leave what there would be without them, in ${programs} random programs`,
    { timeout: 240_000 },
    async () => {
      const step = stepOf(3, { identify: 2, know: 5 })
      const waiting = fc.sample(fc.array(step, { minLength: 2, maxLength: 6 }), programs)
      const worlds = Array.from({ length: atOnce }, async () => {
        const world = await createWorld(unlimited)
        for (let program = waiting.pop(); program; program = waiting.pop()) {
          for (const each of program) await world.run(each)
          await world.undoAll()
          expect(await world.read(), JSON.stringify(program)).toEqual(world.expected())
        }
      })
      await Promise.all(worlds)
    },
  )

  it(
    `leave what there would be without them, in ${programs} random programs that exceed limits`,
    { timeout: 240_000 },
    async () => {
      const step = stepOf(8, { identify: 6, know: 1 })
      const waiting = fc.sample(fc.array(step, { minLength: 6, maxLength: 14 }), programs)
      const happened = { withheld: 0, lost: 0 }
      const workers = Array.from({ length: atOnce }, async () => {
        for (let program = waiting.pop(); program; program = waiting.pop()) {
          const world = await createWorld(limited, limits.TELEGRAM)
          for (const each of program) await world.run(each)
          await world.undoAll()
          expect(await world.read(), JSON.stringify(program)).toEqual(world.expected())
          happened.withheld += world.withheld()
          happened.lost += world.lost()
        }
      })
      await Promise.all(workers)
      expect(happened.withheld).toBeGreaterThan(programs / 10)
      expect(happened.lost).toBeLessThan(happened.withheld / 2)
    },
  )
})
