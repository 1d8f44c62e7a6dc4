import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cus, type Given, type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const people = 40
const sharedValues = 4
const programs = 200
const atOnce = 8

/** The check digits of a CPF. */
function cpfOf(base: string): string {
  const digits = Array.from(base, Number)
  for (const length of [9, 10]) {
    const sum = digits.slice(0, length).reduce((all, digit, index) => all + digit * (length + 1 - index), 0)
    digits.push(sum % 11 < 2 ? 0 : 11 - (sum % 11))
  }
  return digits.join('')
}

const ownTypes = ['INTERNAL_ID', 'WHATSAPP', 'TELEGRAM', 'CPF', 'PHONE', 'EMAIL'] as const

/** The person's own value of a type; `world` keeps the worlds of all programs apart. */
function own(type: (typeof ownTypes)[number], world: number, person: number): Given {
  const number = world * 100 + person
  const verified = type === 'WHATSAPP' || type === 'TELEGRAM'
  const value = {
    INTERNAL_ID: `erp-${number}`,
    WHATSAPP: `55219${String(number).padStart(8, '0')}`,
    TELEGRAM: `7${number}`,
    CPF: cpfOf(String(100_000_000 + number)),
    PHONE: `+55119${String(number).padStart(8, '0')}`,
    EMAIL: `person${number}@example.com`,
  }[type]
  return { type, value, verified }
}

function sharedBy(world: number, index: number): Given {
  const number = world * 10 + index
  return index % 2 === 0
    ? { type: 'PHONE', value: `+5531${3_000_0000 + number}` }
    : { type: 'EMAIL', value: `shared${number}@example.com` }
}

const firstNames = ['Ana', 'Bruno', 'Carla', 'Diego', 'Elisa', 'Fabio', 'Gilda', 'Hugo', 'Iara', 'Jonas']
const lastNames = ['Amaral', 'Bastos', 'Coelho', 'Duarte']
const nameOf = (person: number) => `${firstNames[person % 10]} ${lastNames[Math.floor(person / 10)]}`

const step = fc.record({
  person: fc.oneof(fc.nat(people - 1), fc.nat(4)),
  own: fc.subarray([...ownTypes], { minLength: 1, maxLength: 3 }),
  shared: fc.subarray([...Array(sharedValues).keys()], { maxLength: 2 }),
  isNamed: fc.boolean(),
})
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never

/** Carry a program out, with the shared values or without. Returns the profiles that each person's interactions went to. */
async function run(
  program: readonly Step[],
  world: number,
  isSharing: boolean,
): Promise<Map<string, number>> {
  const writers = new Map<string, number>()
  for (const { person, own: types, shared, isNamed } of program) {
    // Contact points of two people without a record do not say which of the two is meant.
    const hasRecord = types.some((type) => type !== 'PHONE' && type !== 'EMAIL')
    const given = [
      ...types.map((type) => own(type, world, person)),
      ...(isSharing && hasRecord ? shared.map((index) => sharedBy(world, index)) : []),
    ]
    const { profile, userErrors } = await graph.identify(given, isNamed ? { name: nameOf(person) } : {})
    expect(userErrors).toEqual([])
    writers.set(profile?.id ?? '', person)
  }
  return writers
}

async function markShared(world: number): Promise<void> {
  for (let index = 0; index < sharedValues; index += 1) {
    await graph.ask(
      `mutation ($input: MarkIdentifierSharedInput!) {
        markIdentifierShared(input: $input) { userErrors { code } }
      }`,
      { input: { identifier: { ...sharedBy(world, index), verified: false } } },
    )
  }
}

/** Every customer who has own identifiers of people of this world: their name, and whose identifiers these are. */
async function customersOf(program: readonly Step[], world: number) {
  const shown = new Map<string, { name: string | null; own: string[] }>()
  const names = new Map<string, string>()
  for (const { person, own: types } of program)
    for (const type of types) names.set(`${type} ${own(type, world, person).value}`, `${type} of ${person}`)
  for (const key of names.keys()) {
    const [type = '', value = ''] = key.split(' ')
    const customer = await graph.byIdentifier(type, value)
    if (!customer || shown.has(customer.id)) continue
    const keys = customer.identifiers.map((each) => names.get(`${each.type} ${each.value}`))
    shown.set(customer.id, { name: customer.name, own: keys.filter((each) => each !== undefined).sort() })
  }
  return [...shown.values()].sort((a, b) => ((a.own[0] ?? '') < (b.own[0] ?? '') ? -1 : 1))
}

describe('people who share telephones and e-mail addresses', () => {
  it(`are, after the values are marked as shared, exactly who they would be without them (${programs} programs over ${people} people)`, async () => {
    let worlds = 0
    const runOne = async (program: readonly Step[]) => {
      const [sharing, apart] = [(worlds += 1), (worlds += 1)]
      const writers = await run(program, sharing, true)
      await run(program, apart, false)
      await markShared(sharing)
      expect(await customersOf(program, sharing)).toEqual(await customersOf(program, apart))
      for (const [profileId, person] of writers) {
        const customer = await graph.customer(cus(profileId))
        const others = customer?.identifiers.filter(({ value }) =>
          ownTypes.some((type) =>
            [...writers.values()].some(
              (other) => other !== person && own(type, sharing, other).value === value,
            ),
          ),
        )
        expect(others).toEqual([])
      }
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 2, maxLength: 24 }), { minLength: atOnce, maxLength: atOnce }),
        async (several) => void (await Promise.all(several.map(runOne))),
      ),
      { numRuns: programs / atOnce, endOnFailure: true },
    )
  }, 400_000)
})
