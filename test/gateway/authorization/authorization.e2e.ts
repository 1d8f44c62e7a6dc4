import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asksOf, startVault, unauthorized } from './vault.ts'

let vault: Awaited<ReturnType<typeof startVault>>

beforeAll(async () => {
  vault = await startVault()
})
afterAll(() => vault.stop())
beforeEach(() => {
  vault.executed.length = 0
})

const { ask, outcome } = asksOf(() => vault.url)

describe('a field that asks for scopes', () => {
  it.each([
    ['{ closed }', '', { closed: null }, ['closed']],
    ['{ closed }', 'closed', { closed: 'closed' }, []],
    ['{ either }', 'a', { either: null }, ['either']],
    ['{ either }', 'b a', { either: 'either' }, []],
    ['{ either }', 'c', { either: 'either' }, []],
    ['{ never }', 'closed a b c', { never: null }, ['never']],
    ['{ known }', '', { known: 'known' }, []],
    ['{ open closed }', '', { open: 'open', closed: null }, ['closed']],
    ['{ x: closed y: closed closed }', '', { x: null, y: null, closed: null }, ['x', 'y', 'closed']],
    ['{ closed ... { closed } ...F } fragment F on Query { closed }', '', { closed: null }, ['closed']],
  ])('%s is given by its scopes (%s)', async (query, scopes, data, paths) => {
    expect(await outcome(scopes, query)).toEqual({ data, paths })
  })

  it('is named in the error with the scopes that it needs, and with nothing of the caller', async () => {
    expect((await ask('b secret-scope', '{ either }')).errors).toEqual([
      unauthorized('either', 'Query.either: expected a caller with the scope a and b, or c, got one without'),
    ])
  })

  it('is not executed, and the others are', async () => {
    await ask('', '{ closed open }')
    expect(vault.executed).toEqual(['open'])
    await ask('', '{ closed never either }')
    expect(vault.executed).toEqual(['open'])
  })

  it('is not asked of another subgraph either', async () => {
    const query = '{ person { diary } }'
    expect(await outcome('', query)).toEqual({ data: { person: { diary: null } }, paths: ['person.diary'] })
    expect(vault.executed).toEqual(['person'])
    expect(await outcome('diary', query)).toEqual({ data: { person: { diary: 'diary of 1' } }, paths: [] })
    expect(vault.executed).toEqual(['person', 'person', 'notes'])
  })

  it('is not reported when a condition leaves it out', async () => {
    const query = 'query ($with: Boolean!) { open closed @include(if: $with) }'
    expect(await outcome('', query, { with: false })).toEqual({ data: { open: 'open' }, paths: [] })
    expect(await outcome('', query, { with: true })).toEqual({
      data: { open: 'open', closed: null },
      paths: ['closed'],
    })
  })
})

describe('the null in the place of a removed field', () => {
  it.each([
    [
      'stays where it is allowed',
      '{ person { name salary } }',
      { person: { name: 'name of 1', salary: null } },
      ['person.salary'],
    ],
    ['goes to the nearest nullable parent', '{ person { name grade } }', { person: null }, ['person.grade']],
    [
      'goes no further than that',
      '{ person { name boss { id grade } } }',
      { person: { name: 'name of 1', boss: null } },
      ['person.boss.grade'],
    ],
    [
      'takes a list whose items may not be null, with one error for all items',
      '{ person { id friends { grade } } }',
      { person: { id: '1', friends: null } },
      ['person.friends.@.grade'],
    ],
    [
      'is in each item of a list',
      '{ staff { id salary } }',
      {
        staff: [
          { id: '1', salary: null },
          { id: '2', salary: null },
        ],
      },
      ['staff.@.salary'],
    ],
    [
      'has the alias of the field',
      '{ p: person { money: salary f: friends { money: salary } } }',
      { p: { money: null, f: [{ money: null }, { money: null }] } },
      ['p.money', 'p.f.@.money'],
    ],
    [
      'is for each removed field, in the order of the selection',
      '{ person { salary file { text } diary motto } }',
      { person: { salary: null, file: null, diary: null, motto: 'motto of 1' } },
      ['person.salary', 'person.file', 'person.diary'],
    ],
  ])('%s', async (_, query, data, paths) => {
    expect(await outcome('', query)).toEqual({ data, paths })
  })

  it('is reported without an error of the server about a value that is missing', async () => {
    const { errors } = await ask('', '{ person { grade friends { grade } } }')
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual([
      'UNAUTHORIZED_FIELD_OR_TYPE',
      'UNAUTHORIZED_FIELD_OR_TYPE',
    ])
  })

  it('is the same by the executor of Apollo, which runs introspection', async () => {
    const query = '{ __schema { queryType { name } } person { name grade } staff { salary } closed }'
    const { data, paths } = await outcome('', query)
    expect(data).toEqual({
      __schema: { queryType: { name: 'Query' } },
      person: null,
      staff: [{ salary: null }, { salary: null }],
      closed: null,
    })
    expect(paths).toEqual(['person.grade', 'staff.@.salary', 'closed'])
  })
})

describe('a type that asks for scopes', () => {
  it.each([
    [
      'an object type',
      '{ person { file { __typename } } }',
      'files',
      { person: null },
      { person: { file: { __typename: 'File' } } },
      'person.file',
    ],
    ['an enum', '{ colour }', 'colours', { colour: null }, { colour: 'RED' }, 'colour'],
    [
      'the only type of a union',
      '{ ghost { ... on File { text } } }',
      'files',
      { ghost: null },
      { ghost: { text: 'file' } },
      'ghost',
    ],
    [
      'the only type of an interface',
      '{ spirit { name } }',
      'demons',
      { spirit: null },
      { spirit: { name: 'Pazuzu' } },
      'spirit',
    ],
    [
      'the only type of an interface, whose name is asked for',
      '{ spirit { __typename } }',
      'demons',
      { spirit: null },
      { spirit: { __typename: 'Demon' } },
      'spirit',
    ],
  ])('%s is given by its scopes', async (_, query, scopes, without, withScopes, path) => {
    const { data, paths } = await outcome('', query)
    expect(paths).toEqual([path])
    expect(data).toEqual(path === 'person.file' ? { person: { file: null } } : without)
    expect(await outcome(scopes, query)).toEqual({ data: withScopes, paths: [] })
  })

  it('removes its fragments from a union, and leaves those of the other types', async () => {
    const query = '{ thing { ... on File { text } ... on Person { name } } }'
    expect(await outcome('', query)).toEqual({
      data: { thing: { name: 'name of 4' } },
      paths: ['thing.text'],
    })
  })

  it('removes fields of an interface when an object of the interface can be of it', async () => {
    const query = '{ animal { age } }'
    expect(await outcome('', query)).toEqual({ data: { animal: null }, paths: ['animal'] })
    expect(vault.executed).toEqual([])
    expect(await outcome('dogs', query)).toEqual({ data: { animal: { age: 4 } }, paths: [] })
  })

  it('can be asked for with a name that another fragment has', async () => {
    const query = '{ animals { ...A } } fragment A on Animal { age ... on Cat { name } ... on Bird { name } }'
    expect(await outcome('dogs', query)).toEqual({
      data: { animals: [{ age: 3, name: 'Tom' }, { age: 4 }, { age: 1, name: null }] },
      paths: ['animals.@.name'],
    })
  })
})

describe('a field of an interface', () => {
  it('is removed when one of the types has a scope for it that the caller has not', async () => {
    const query = '{ animals { name age } }'
    expect(await outcome('dogs', query)).toEqual({
      data: {
        animals: [
          { name: null, age: 3 },
          { name: null, age: 4 },
          { name: null, age: 1 },
        ],
      },
      paths: ['animals.@.name'],
    })
    expect(await outcome('dogs birds', query)).toEqual({
      data: {
        animals: [
          { name: 'Tom', age: 3 },
          { name: 'Rex', age: 4 },
          { name: 'Tweety', age: 1 },
        ],
      },
      paths: [],
    })
  })
})
