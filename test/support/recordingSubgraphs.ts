import { allRows } from '../../platform/subgraph/rows.ts'
import { randomUUID } from 'node:crypto'
import { type ExecutionResult, graphql, type GraphQLSchema } from 'graphql'
import type { Connection } from 'mongoose'
import { expect, inject } from 'vitest'
import type { Clock } from '../../platform/process/clock.ts'
import { connectDatabase, ensureIndexes } from '../../platform/mongo/database.ts'
import type { Interaction } from '../../interactions/interaction.ts'
import { interactionModel, toInteraction } from '../../interactions/log/interactionModel.ts'
import { createLocalCall } from '../../platform/graph/localCall.ts'
import { createLogger } from '../../platform/process/log/logger.ts'
import { demoPrincipal, type Principal } from '../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../platform/subgraph/requestScope.ts'
import type { SubgraphDependencies } from '../../platform/subgraph/subgraph.ts'
import type { Subgraph } from '../../platform/subgraph/subgraph.ts'
import { createIdentitySubgraph } from '../../subgraphs/identity/subgraph.ts'

/** A principal who may read what is deleted. */
export const auditor: Principal = { ...demoPrincipal, scopes: [...demoPrincipal.scopes, 'audit:read'] }

/** A principal who may not read what is internal. */
export const partner: Principal = {
  kind: 'PARTNER',
  id: 'partner',
  scopes: ['customers:read'],
  rows: allRows,
}

/** Another client of the business than the demo principal. */
export const otherClient: Principal = { ...demoPrincipal, kind: 'PARTNER', id: 'crm-sync' }

/** The receiver of Chatwoot's deliveries. */
export const intake: Principal = { ...demoPrincipal, kind: 'INTAKE', id: 'chatwoot' }

export type Variables = Record<string, unknown>

/** A subgraph under test over a database of its own, with a real identity beside it. */
export type SubgraphUnderTest = {
  connection: Connection
  /** The data of the subgraph's answer; rejects when the answer has errors. */
  ask(query: string, variables?: Variables, principal?: Principal): Promise<Record<string, unknown>>
  /** The whole answer of the subgraph. */
  execute(query: string, variables?: Variables, principal?: Principal): Promise<ExecutionResult>
  /** The commands sent to these collections while the work runs, e.g. `insert interactions`. */
  commandsOf(collections: string[], work: () => Promise<unknown>): Promise<string[]>
  /** The only member of the only field of the answer to a mutation with this input. */
  mutate(
    mutation: string,
    selection: string,
    input: Variables,
    principal?: Principal,
  ): Promise<Record<string, unknown>>
  /** All interactions, in the order of first recording. */
  log(): Promise<Interaction[]>
  /** Resolve entities as the gateway does; null where there is none. */
  entities(representations: Variables[], selection: string, principal?: Principal): Promise<unknown[]>
  /** Ids of all profiles of the customer with this phone. */
  profilesOf(phone: string): Promise<string[]>
  stop(): Promise<void>
}

/** Open a subgraph over a fresh database. Time stands still at `now` unless a clock is given. */
export async function openSubgraph(
  create: (parts: SubgraphDependencies) => Subgraph,
  { clock = () => now }: { clock?: Clock } = {},
): Promise<SubgraphUnderTest> {
  const connection = await connectDatabase(databaseUri(`subgraph_${randomUUID().slice(0, 8)}`), {
    monitorCommands: true,
  })
  const logger = createLogger({ level: 'silent', name: 'test' })
  const identity = createIdentitySubgraph({ connection, clock, logger })
  const callIdentity = createLocalCall(identity, logger)
  const subgraph = create({ connection, clock, logger, callIdentity })
  await ensureIndexes(connection)

  function execute(query: string, variables: Variables = {}, principal: Principal = demoPrincipal) {
    return executeIn(subgraph, query, variables, principal)
  }

  async function ask(query: string, variables?: Variables, principal?: Principal) {
    const { data, errors } = await execute(query, variables, principal)
    if (errors?.[0]) throw errors[0]
    return data ?? {}
  }

  return {
    connection,
    execute,
    ask,
    async mutate(mutation, selection, input, principal) {
      const inputType = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
      const answer = await ask(
        `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${selection} userErrors { code field message } } }`,
        { input },
        principal,
      )
      return membersOf(answer[mutation])
    },
    async commandsOf(collections, work) {
      const seen: string[] = []
      const listen = ({
        commandName,
        command,
      }: {
        commandName: string
        command: Record<string, unknown>
      }) => {
        const collection = String(command[commandName])
        if (collections.includes(collection)) seen.push(`${commandName} ${collection}`)
      }
      const client = connection.getClient()
      client.on('commandStarted', listen)
      await work().finally(() => client.off('commandStarted', listen))
      return seen
    },
    async entities(representations, selection, principal) {
      const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`
      const { _entities } = await ask(query, { representations }, principal)
      return listOf(_entities)
    },
    async log() {
      const documents = await interactionModel(connection).find().sort({ _id: 1 }).lean()
      return documents.map(toInteraction)
    },
    async profilesOf(phone) {
      const { data } = await executeIn(
        identity,
        `query ($identifier: IdentifierInput!) { customerByIdentifier(identifier: $identifier) { profileIds } }`,
        { identifier: { type: 'PHONE', value: phone } },
        demoPrincipal,
      )
      const { profileIds } = membersOf(membersOf(data)['customerByIdentifier'])
      return listOf(profileIds).map(String)
    },
    async stop() {
      await connection.dropDatabase()
      await connection.close()
    },
  }
}

/** The time of the tests. */
export const now = new Date('2026-06-10T12:00:00.000Z')

/** The time this many seconds after `now`, as the graph writes it. */
export function at(seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString()
}

/** The customer of a telephone number. */
export function byPhone(value: string): Variables {
  return { identifiers: [{ type: 'PHONE', value }] }
}

/** Stands for any interaction's id where whole answers are compared. */
export const anInteractionId: unknown = expect.stringMatching(/^int_[0-9a-f-]{36}$/)

/** The id of the thing in the payload of a mutation. */
export function idOf(answer: Record<string, unknown>, thing: string): string {
  return String(membersOf(answer[thing])['id'])
}

/** The members of an object of an answer. */
export function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

/** The items of a list of an answer. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? Array.from<unknown>(value) : []
}

function databaseUri(name: string): string {
  const uri = new URL(inject('mongodbUri'))
  uri.pathname = `/${name}`
  return uri.href
}

function executeIn(
  { schema, createContext }: { schema: GraphQLSchema; createContext: Subgraph['createContext'] },
  source: string,
  variableValues: Variables,
  principal: Principal,
) {
  const contextValue = createContext({ principal, scope: createRequestScope() })
  return graphql({ schema, source, variableValues, contextValue })
}
