import type { IncomingMessage } from 'node:http'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'
import { z } from 'zod'
import type { Policies } from '../../../platform/subgraph/guards/granted.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { allRows } from '../../../platform/subgraph/rows.ts'
import type { Subgraph, SubgraphRequest } from '../../../platform/subgraph/subgraph.ts'

/** A subgraph that asks for policies in every way that the directive allows. */
export const policySdl = /* GraphQL */ `
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.9"
      import: ["@authenticated", "@requiresScopes", "@policy"]
    )
  type Query {
    open: String
    known: String @authenticated
    safe: String @policy(policies: [["isBoss"]])
    both: String @policy(policies: [["isBoss", "isBot"]])
    either: String @policy(policies: [["isBoss"], ["isBot"]])
    unknown: String @policy(policies: [["nobodyWroteIt"]])
    prototype: String @policy(policies: [["constructor"]])
    none: String @policy(policies: [])
    odd: String @policy(policies: [["saysYes"]])
    all: String @authenticated @requiresScopes(scopes: [["a"]]) @policy(policies: [["isBoss"]])
    room: Room
    colour: Colour
    number: Secret
    shapes: [Shape!]
    round: Round
    thing: Thing
    part: Part
  }
  type Mutation {
    write: Int! @policy(policies: [["isBoss"]])
    ping: String
    hello: String @authenticated
  }
  type Subscription {
    ticks: Tick
    alarms: Tick @policy(policies: [["isBoss"]])
  }
  type Tick {
    number: Int!
    secret: String @policy(policies: [["isBoss"]])
  }
  type Room {
    name: String
    key: String @policy(policies: [["isBoss"]])
    size: Int! @policy(policies: [["isBoss"]])
  }
  enum Colour @policy(policies: [["isBoss"]]) {
    RED
  }
  scalar Secret @policy(policies: [["isBoss"]])
  interface Shape {
    area: Int
  }
  type Square implements Shape {
    area: Int
  }
  type Circle implements Shape @policy(policies: [["isBoss"]]) {
    area: Int
  }
  interface Round {
    radius: Int
  }
  type Ball implements Round @policy(policies: [["isBoss"]]) {
    radius: Int
  }
  union Thing = Square | Circle
  union Part = Circle
`

export const policies: Policies = {
  isBoss: ({ id }) => id === 'boss',
  isBot: ({ kind }) => kind === 'BOT',
  // @ts-expect-error -- a rule must answer with true, and no other value that counts as true
  saysYes: () => 'yes',
}

const kinds = z.enum(['AGENT', 'BOT', 'ANONYMOUS'])

/** A principal by its kind, its id and its scopes in one text, e.g. `AGENT ana notes:read`. */
export function principalNamed(name: string): Principal {
  const [kind, id = '', ...scopes] = name.split(' ')
  return { kind: kinds.parse(kind), id, scopes, rows: allRows }
}

/** The principal that a test names in the header `x-who`, or in the payload of `connection_init`. */
export async function principalOf({ headers }: IncomingMessage, params: Readonly<Record<string, unknown>>) {
  return principalNamed(z.string().parse(params['who'] ?? headers['x-who']))
}

/** The root fields that were executed. */
export const executed: string[] = []

async function* events() {
  yield { number: 1, secret: 'secret' }
}

function given(names: string[], values: Record<string, unknown> = {}) {
  return Object.fromEntries(
    names.map((name) => [
      name,
      () => {
        executed.push(name)
        return values[name] ?? name
      },
    ]),
  )
}

const values = {
  room: { name: 'room', key: 'key', size: 3 },
  colour: 'RED',
  shapes: [{ __typename: 'Square', area: 4 }],
  round: { __typename: 'Ball', radius: 5 },
  thing: { __typename: 'Square', area: 4 },
  part: { __typename: 'Circle', area: 3 },
}
const queries = ['open', 'known', 'safe', 'both', 'either', 'unknown', 'prototype', 'none', 'odd', 'all']

export function createPolicySubgraph(): Subgraph {
  const stream = (name: string) => ({
    subscribe: () => {
      executed.push(name)
      return events()
    },
    resolve: (event: unknown) => event,
  })
  const resolvers = {
    Query: given([...queries, 'number', ...Object.keys(values)], values),
    Mutation: given(['write', 'ping', 'hello'], { write: 1 }),
    Subscription: { ticks: stream('ticks'), alarms: stream('alarms') },
  }
  return {
    name: 'identity',
    schema: buildSubgraphSchema([{ typeDefs: parse(policySdl), resolvers: { ...resolvers } }]),
    createContext: (request: SubgraphRequest) => request,
  }
}
