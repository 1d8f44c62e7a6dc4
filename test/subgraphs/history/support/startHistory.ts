import { allRows } from '../../../../platform/subgraph/rows.ts'
import { execute, type ExecutionResult, parse, subscribe } from 'graphql'
import { inject } from 'vitest'
import { z } from 'zod'
import { connectDatabase, ensureIndexes } from '../../../../platform/mongo/database.ts'
import type { NewInteraction } from '../../../../interactions/interaction.ts'
import { createInteractionLog } from '../../../../interactions/log/interactionLog.ts'
import { createLocalCall } from '../../../../platform/graph/localCall.ts'
import type { Clock } from '../../../../platform/process/clock.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { inTransaction } from '../../../../interactions/log/transaction.ts'
import { createHistorySubgraph } from '../../../../subgraphs/history/subgraph.ts'
import { createIdentitySubgraph } from '../../../../subgraphs/identity/subgraph.ts'
import { newMessage } from '../../../interactions/log/newMessage.ts'

/** May read notes and other internal interactions. */
export const asAgent: Principal = { ...demoPrincipal, kind: 'AGENT', id: 'agent' }
/** May not read them. */
export const asPartner: Principal = {
  kind: 'PARTNER',
  id: 'partner',
  scopes: ['customers:read'],
  rows: allRows,
}

type Answer = ExecutionResult<Record<string, unknown>>

const profileIdsSchema = z.object({ customer: z.object({ profileIds: z.array(z.string()) }) })

const logger = createLogger({ level: 'silent', name: 'test' })

/** The history subgraph and identity over a database of their own. The history subgraph connects by `subgraphUri`. */
export async function startHistory(
  name: string,
  { subgraphUri, clock = () => new Date() }: { subgraphUri?: string; clock?: Clock } = {},
) {
  const uri = Object.assign(new URL(inject('mongodbUri')), { pathname: `/test_history_${name}` }).toString()
  const connection = await connectDatabase(uri, { monitorCommands: true })
  const subgraphConnection = subgraphUri ? await connectDatabase(subgraphUri) : connection
  const identity = createIdentitySubgraph({ connection, clock, logger })
  const callIdentity = createLocalCall(identity, logger)
  const subgraph = createHistorySubgraph({ connection: subgraphConnection, clock, logger, callIdentity })
  const log = createInteractionLog({ connection, clock })
  await ensureIndexes(connection)

  async function mutate(query: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { data, errors } = await callIdentity({
      query,
      variables: { input },
      principal: asAgent,
      scope: createRequestScope(),
    })
    if (!data || errors) throw new Error(JSON.stringify(errors))
    return data
  }

  const execution = (principal: Principal) => ({
    schema: subgraph.subgraph.schema,
    contextValue: subgraph.subgraph.createContext({ principal, scope: createRequestScope() }),
  })

  return {
    connection,
    log,
    subgraph,
    callIdentity,
    /** A new customer's id. */
    async newCustomer(): Promise<string> {
      const data = await mutate(
        `mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { customer { id } } }`,
        { identifiers: [{ type: 'INTERNAL_ID', value: `test-${createCount()}` }] },
      )
      return idAt(data, 'identifyCustomer', 'customer')
    },
    /** The profiles that form a customer now. */
    async profileIdsOf(customerId: string): Promise<string[]> {
      const { data } = await callIdentity({
        query: 'query ($id: ID!) { customer(id: $id) { profileIds } }',
        variables: { id: customerId },
        principal: asAgent,
        scope: createRequestScope(),
      })
      return profileIdsSchema.parse(data).customer.profileIds
    },
    /** Merge two customers; gives the id of the merged customer. */
    async merge(customerId: string, otherCustomerId: string): Promise<string> {
      const data = await mutate(
        `mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { customer { id } userErrors { message } } }`,
        { customerId, otherCustomerId, reason: 'the same person' },
      )
      return idAt(data, 'mergeCustomers', 'customer')
    },
    async unmerge(profileId: string): Promise<void> {
      const data = await mutate(
        `mutation ($input: UnmergeCustomerInput!) { unmergeCustomer(input: $input) { separatedCustomer { id } userErrors { message } } }`,
        { profileId },
      )
      idAt(data, 'unmergeCustomer', 'separatedCustomer')
    },
    /** Append a message, or what the fields describe, and give its id. */
    async record(profileId: string, fields: Partial<NewInteraction> = {}): Promise<string> {
      const { interaction } = await log.record(newMessage(profileId, fields))
      return interaction.id
    },
    /** Append that many messages in one transaction, and give their ids in the order of the log. */
    async recordMany(profileId: string, count: number): Promise<string[]> {
      return inTransaction(connection, async (session) => {
        const ids: string[] = []
        for (let index = 0; index < count; index += 1) {
          const { interaction } = await log.record(newMessage(profileId), { session })
          ids.push(interaction.id)
        }
        return ids
      })
    },
    async ask(query: string, variables: Record<string, unknown>, principal = asAgent): Promise<Answer> {
      const answer = await execute({
        ...execution(principal),
        document: parse(query),
        variableValues: variables,
      })
      return { ...answer }
    },
    /** Subscribe; throws the error when it is refused. */
    async subscribe(
      query: string,
      variables: Record<string, unknown>,
      principal = asAgent,
    ): Promise<AsyncGenerator<Answer, void, void>> {
      const events = await subscribe({
        ...execution(principal),
        document: parse(query),
        variableValues: variables,
      })
      if (Symbol.asyncIterator in events) return events
      throw events.errors?.[0] ?? new Error('neither events nor errors')
    },
    async stop(): Promise<void> {
      await subgraph.stop()
      await connection.dropDatabase()
      if (subgraphUri) await subgraphConnection.close()
      await connection.close()
    },
  }
}

export type History = Awaited<ReturnType<typeof startHistory>>

let count = 0
function createCount(): string {
  count += 1
  return `${process.pid}-${count}`
}

function idAt(data: Record<string, unknown>, field: string, member: string): string {
  const id: unknown = at(at(at(data, field), member), 'id')
  if (typeof id === 'string') return id
  throw new Error(JSON.stringify(data))
}

function at(value: unknown, member: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === member)?.[1]
    : null
}
