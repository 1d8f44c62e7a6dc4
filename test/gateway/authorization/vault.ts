import { allRows } from '../../../platform/subgraph/rows.ts'
import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'
import { expect } from 'vitest'
import { z } from 'zod'
import { type Gateway, startGateway } from '../../../gateway/server.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import { connectSocket, type SocketClient } from '../../support/connectSocket.ts'
import { type Answer, createLogRecorder } from '../fixtures/startFixtureGateway.ts'

const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`

const people = /* GraphQL */ `
  ${link('"@key", "@requiresScopes", "@authenticated"')}
  type Query {
    person: Person
    staff: [Person!]
    animal: Animal
    animals: [Animal!]
    thing: Thing
    ghost: Ghost
    spirit: Spirit
    open: String
    closed: String @requiresScopes(scopes: [["closed"]])
    either: String @requiresScopes(scopes: [["a", "b"], ["c"]])
    never: String @requiresScopes(scopes: [])
    known: String @authenticated
    colour: Colour
  }
  type Mutation {
    write(text: String): Written @requiresScopes(scopes: [["write"]])
    erase: Int! @requiresScopes(scopes: [["erase"]])
    ping(text: String): String
  }
  type Subscription {
    ticks: Tick
    alarms: Tick! @requiresScopes(scopes: [["alarm"]])
  }
  type Tick {
    number: Int!
    secret: String @requiresScopes(scopes: [["secret"]])
  }
  type Written {
    text: String
    person: Person
  }
  type Person @key(fields: "id") {
    id: ID!
    name: String
    salary: Int @requiresScopes(scopes: [["pay"]])
    grade: Int! @requiresScopes(scopes: [["pay"]])
    boss: Person
    friends: [Person!]
    file: File
  }
  type File @requiresScopes(scopes: [["files"]]) {
    text: String
  }
  interface Animal {
    name: String
    age: Int!
  }
  type Cat implements Animal {
    name: String
    age: Int!
    purrs: Boolean
  }
  type Dog implements Animal @requiresScopes(scopes: [["dogs"]]) {
    name: String
    age: Int!
    barks: Boolean
  }
  type Bird implements Animal {
    name: String @requiresScopes(scopes: [["birds"]])
    age: Int!
  }
  union Thing = Person | File
  union Ghost = File
  interface Spirit {
    name: String
  }
  type Demon implements Spirit @requiresScopes(scopes: [["demons"]]) {
    name: String
  }
  enum Colour @requiresScopes(scopes: [["colours"]]) {
    RED
  }
`

const notes = /* GraphQL */ `
  ${link('"@key", "@requiresScopes"')}
  type Person @key(fields: "id") {
    id: ID!
    diary: String @requiresScopes(scopes: [["diary"]])
    motto: String
  }
`

const someone = (id: string, more: object = {}) => ({
  __typename: 'Person',
  id,
  name: `name of ${id}`,
  salary: 100,
  grade: 7,
  file: { __typename: 'File', text: 'file' },
  ...more,
})
const ana = someone('1', { boss: someone('2'), friends: [someone('2'), someone('3')] })
const cat = { __typename: 'Cat', name: 'Tom', age: 3, purrs: true }
const dog = { __typename: 'Dog', name: 'Rex', age: 4, barks: true }
const bird = { __typename: 'Bird', name: 'Tweety', age: 1 }

async function* events() {
  for (const number of [1, 2]) yield { number, secret: `secret ${number}` }
}

export const vaultSdl = { people, notes }

/** The composed SDL of subgraphs. Throws when they do not compose. */
export function composed(sdl: Record<string, string>): string {
  const services = Object.entries(sdl).map(([name, text]) => ({
    name,
    url: `http://${name}.invalid`,
    typeDefs: parse(text),
  }))
  const { supergraphSdl, errors } = composeServices(services)
  if (supergraphSdl === undefined) throw new AggregateError(errors, String(errors[0]?.message))
  return supergraphSdl
}

const scopesHeader = 'x-scopes'
const scopesOf = z
  .string()
  .catch('')
  .transform((text) => text.split(' '))

/** The principal whose scopes a test names in a header, or in the payload of `connection_init`. */
export async function principalOfTest(
  { headers }: { headers: Record<string, string | string[] | undefined> },
  { scopes }: Readonly<Record<string, unknown>>,
): Promise<Principal> {
  return {
    kind: 'AGENT',
    id: 'agent',
    scopes: scopesOf.parse(scopes ?? headers[scopesHeader]),
    rows: allRows,
  }
}

/** Send an operation over HTTP as a caller with these scopes. */
export async function askAs(url: string, scopes: string, query: string, variables = {}): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [scopesHeader]: scopes },
    body: JSON.stringify({ query, variables }),
  })
  const answer: Answer = z
    .object({ data: z.any(), errors: z.array(z.any()).optional() })
    .parse(await response.json())
  return answer
}

/** The error for a field that was removed, by its path with points. */
export const unauthorized = (path: string, message: unknown = expect.any(String)) => ({
  message,
  path: path.split('.'),
  extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
})

/** Questions over HTTP to a gateway. */
export function asksOf(url: () => string) {
  const ask = (scopes: string, query: string, variables = {}) => askAs(url(), scopes, query, variables)
  return {
    ask,
    /** The data and the paths of the errors that a caller with these scopes gets; every error is of authorisation. */
    outcome: async (scopes: string, query: string, variables = {}) => {
      const { data, errors = [] } = await ask(scopes, query, variables)
      const paths = errors.map(({ path }) => path?.join('.') ?? '')
      expect(errors).toEqual(paths.map((path) => unauthorized(path)))
      return { data, paths }
    },
  }
}

/** A gateway over two subgraphs that ask for scopes in every way that the directives allow. */
export async function startVault(): Promise<
  Gateway & {
    /** The fetches that the subgraph of the people got, as the names of their root fields. */
    executed: string[]
    as(scopes: string): Promise<SocketClient>
  }
> {
  const executed: string[] = []
  const did = <Value>(name: string, value: Value) => {
    executed.push(name)
    return value
  }
  const resolvers = {
    Query: {
      person: () => did('person', ana),
      staff: () => did('staff', [ana, someone('2')]),
      animal: () => did('animal', dog),
      animals: () => did('animals', [cat, dog, bird]),
      thing: () => did('thing', someone('4')),
      ghost: () => did('ghost', { __typename: 'File', text: 'file' }),
      spirit: () => did('spirit', { __typename: 'Demon', name: 'Pazuzu' }),
      open: () => did('open', 'open'),
      closed: () => did('closed', 'closed'),
      either: () => did('either', 'either'),
      never: () => did('never', 'never'),
      known: () => did('known', 'known'),
      colour: () => did('colour', 'RED'),
    },
    Mutation: {
      write: (_: unknown, { text }: { text: string }) => did(`write ${text}`, { text, person: ana }),
      erase: () => did('erase', 1),
      ping: (_: unknown, { text }: { text: string }) => did(`ping ${text}`, text),
    },
    Subscription: {
      ticks: { subscribe: () => did('ticks', events()), resolve: (event: unknown) => event },
      alarms: { subscribe: () => did('alarms', events()), resolve: (event: unknown) => event },
    },
    Person: { __resolveReference: ({ id }: { id: string }) => someone(id) },
  }
  const noteResolvers = {
    Person: {
      __resolveReference: ({ id }: { id: string }) => {
        executed.push('notes')
        return { id, diary: `diary of ${id}`, motto: `motto of ${id}` }
      },
    },
  }
  const source = (name: 'identity' | 'conversations', text: string, given: object) =>
    ({
      kind: 'local',
      subgraph: {
        name,
        schema: buildSubgraphSchema([{ typeDefs: parse(text), resolvers: { ...given } }]),
        createContext: (request: SubgraphRequest) => request,
      },
    }) as const
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    supergraphSdl: composed(vaultSdl),
    subgraphs: {
      people: source('identity', people, resolvers),
      notes: source('conversations', notes, noteResolvers),
    },
    logger: createLogRecorder().logger,
    principalOf: principalOfTest,
  })
  return {
    ...gateway,
    executed,
    as: (scopes) => connectSocket(gateway.url, { connectionParams: { scopes } }),
  }
}
