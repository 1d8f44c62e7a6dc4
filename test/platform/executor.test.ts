import { buildSubgraphSchema } from '@apollo/subgraph'
import { execute, GraphQLError, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createExecutor } from '../../platform/executor.ts'
import { scalars } from '../../platform/scalars.ts'

const typeDefs = parse(/* GraphQL */ `
  scalar DateTime
  enum Mood {
    GLAD
    SAD
  }
  interface Being {
    name: String!
    since: DateTime
  }
  type Person implements Being {
    name: String!
    since: DateTime
    mood: Mood
    friends(first: Int = 2): [Being!]!
    isSince(time: DateTime, any: [DateTime!]): Boolean
    broken: String
    secret: String
    missing: String!
    failing: String!
    other: Int
  }
  type Bot implements Being {
    name: String!
    since: DateTime
    version: Int
  }
  union Found = Person | Bot
  type Query {
    being(name: String!): Being
    found: [Found]
    person: Person
    strict: Person!
  }
  type Mutation {
    count: Int
  }
`)

type Being = { kind: 'Person' | 'Bot'; name: string }

const ana: Being = { kind: 'Person', name: 'Ana' }
const tuca: Being = { kind: 'Bot', name: 'Tuca' }
const since = new Date('2026-03-02T09:00:00.000Z')

function createSchema() {
  let count = 0
  return buildSubgraphSchema([
    {
      typeDefs,
      resolvers: {
        DateTime: scalars.DateTime,
        Mood: { GLAD: 'glad', SAD: 'sad' },
        Query: {
          being: async (_: unknown, { name }: { name: string }) =>
            [ana, tuca].find((being) => being.name === name) ?? null,
          found: () => [Promise.resolve(ana), null, tuca, Promise.reject(new Error('lost'))],
          person: () => ana,
          strict: async () => ana,
        },
        Mutation: { count: () => (count += 1) },
        Being: { __resolveType: ({ kind }: Being) => kind },
        Found: { __resolveType: ({ kind }: Being) => kind },
        Person: {
          since: () => since,
          mood: async () => 'glad',
          isSince: (_: unknown, { time, any = [] }: { time?: Date; any?: Date[] }) =>
            [...(time ? [time] : []), ...any].every((each) => each.getTime() === since.getTime()),
          friends: (_: unknown, { first }: { first: number }) => [tuca, ana, tuca].slice(0, first),
          broken() {
            throw new GraphQLError('expected a whole person', { extensions: { code: 'NOT_FOUND', at: 7 } })
          },
          async secret() {
            throw new TypeError('undefined is not a secret')
          },
          missing: () => null,
          async failing() {
            throw new Error('failed')
          },
          other: () => 'no number',
        },
        Bot: {
          since: () => null,
          version: (_: unknown, __: unknown, { version }: { version: number }) => version,
        },
      },
    },
  ])
}

const queries: Record<string, string> = {
  'types, aliases, fragments and arguments': /* GraphQL */ `
    query ($first: Int, $name: String = "Tuca") {
      being(name: $name) {
        __typename
        title: name
        ... on Bot {
          version
        }
      }
      person {
        ...Whole
        friends(first: $first) {
          name
          since
        }
      }
    }
    fragment Whole on Person {
      name
      since
      mood
      friends {
        __typename
        ... on Person {
          mood
        }
      }
    }
  `,
  'a list of promises, one of which fails':
    '{ found { __typename ... on Person { name } ... on Bot { version } } }',
  'errors that resolvers throw': '{ person { name broken secret } other: person { broken } }',
  'null where it may not be': '{ person { name missing } strict { name } }',
  'null that takes everything with it': '{ strict { missing } }',
  'several errors below one null':
    '{ found { ... on Person { a: failing b: failing } } person { failing broken } }',
  'errors of a whole list':
    '{ being(name: "Ana") { ... on Person { friends(first: 3) { ... on Person { failing } } } } }',
  'a default that is not of its type':
    'query ($time: DateTime = "nonsense") { person { name isSince(time: $time) } }',
  'a variable with a name that objects have': /* GraphQL */ `
    query ($__proto__: Int = 1) {
      person {
        friends(first: $__proto__) {
          name
        }
      }
    }
  `,
  'a value that is not of its type': '{ person { name other } }',
  'times that variables default to': /* GraphQL */ `
    query ($time: DateTime = "2026-03-02T09:00:00Z", $any: [DateTime!] = ["2026-03-02T09:00:00.000Z"]) {
      person {
        isSince(time: $time)
        also: isSince(any: $any)
      }
    }
  `,
  'directives with variables': /* GraphQL */ `
    query ($first: Int) {
      person {
        name @skip(if: true)
        mood @include(if: true)
        friends(first: $first) @include(if: true) {
          name
        }
      }
    }
  `,
}

describe('an executor', () => {
  it('runs nothing that a caller wrote', async () => {
    const mark = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d'
    const schema = createSchema()
    const run = createExecutor(schema)
    const evil = `${mark}(globalThis.wasRun = true, 0)`
    for (const query of [
      `query ($first: Int) { being(name: "${evil}") { name } person { friends(first: $first) { name } } }`,
      `{ being(name: "${evil.replace('_', '\\u005f')}") { name } }`,
      `query ($name: String = "${evil}") { being(name: $name) { name } }`,
    ]) {
      const document = parse(query)
      const expected = await execute({ schema, document })
      for (let time = 0; time < 5; time += 1) expect(await run(document, {}, {})).toEqual(expected)
      expect(expected.data?.['being']).toBeNull()
    }
    expect('wasRun' in globalThis).toBe(false)
  })

  it.each(Object.entries(queries))('answers %s like graphql-js, however often', async (_, query) => {
    const schema = createSchema()
    const run = createExecutor(schema)
    const document = parse(query)
    for (const variables of [{}, { first: 1 }, { first: 3 }, { first: 'three' }, { first: null }]) {
      const expected = await execute({
        schema,
        document,
        variableValues: variables,
        contextValue: { version: 4 },
      })
      for (let time = 0; time < 4; time += 1) {
        expect(told(await run(document, variables, { version: 4 }))).toEqual(told(expected))
      }
    }
  })

  it('carries out a mutation once, and in its own words', async () => {
    const run = createExecutor(createSchema())
    const document = parse('mutation { count }')
    for (const count of [1, 2, 3, 4, 5]) {
      expect(await run(document, {}, {})).toEqual({ data: { count } })
    }
  })
})

/** What an answer says; in which order errors are told does not matter. */
function told({ data, errors }: Awaited<ReturnType<ReturnType<typeof createExecutor>>>) {
  return {
    data: structuredClone(data),
    errors: errors
      ?.map((error) => ({ ...error.toJSON(), cause: String(error.originalError) }))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  }
}
