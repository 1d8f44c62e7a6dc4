import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { inject } from 'vitest'
import { connectDatabase, ensureIndexes } from '../../../../platform/mongo/database.ts'
import { createLocalCall } from '../../../../platform/graph/localCall.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope, type RequestScope } from '../../../../platform/subgraph/requestScope.ts'
import type { Subgraph } from '../../../../platform/subgraph/subgraph.ts'
import { shownProfileId, storedProfileId } from '../../../../subgraphs/identity/customer/profileId.ts'
import type { IdentityRules } from '../../../../subgraphs/identity/rules/identityRules.ts'
import { createIdentitySubgraph } from '../../../../subgraphs/identity/subgraph.ts'
import { createStoredIdentity } from './storedIdentity.ts'

export type Given = { type: string; value: string; verified?: boolean }

export type IdentifiedCustomer = {
  id: string
  profileId: string
  profileIds: string[]
  name: string | null
  tags: string[]
  createdAt: string
  identifiers: Given[]
  profiles: { id: string; name: string | null; identifiers: Given[]; createdAt: string }[]
}

export type Fault = { code: string; message: string; field: string[] | null }

export const wholeCustomer = /* GraphQL */ `
  fragment whole on Customer {
    id
    profileId
    profileIds
    name
    tags
    createdAt
    identifiers {
      type
      value
      verified
    }
    profiles {
      id
      name
      createdAt
      identifiers {
        type
        value
        verified
      }
    }
  }
`

const identifyMutation = /* GraphQL */ `
  ${wholeCustomer}
  mutation ($input: IdentifyCustomerInput!) {
    identifyCustomer(input: $input) {
      created
      customer {
        ...whole
      }
      profile {
        id
        name
        identifiers {
          type
          value
        }
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`

const briefMutation = /* GraphQL */ `
  mutation ($input: IdentifyCustomerInput!) {
    identifyCustomer(input: $input) {
      profile {
        id
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`

const mergeMutation = /* GraphQL */ `
  ${wholeCustomer}
  mutation ($input: MergeCustomersInput!) {
    mergeCustomers(input: $input) {
      customer {
        ...whole
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`

const unmergeMutation = /* GraphQL */ `
  ${wholeCustomer}
  mutation ($input: UnmergeCustomerInput!) {
    unmergeCustomer(input: $input) {
      customer {
        ...whole
      }
      separatedCustomer {
        ...whole
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`

const customerQuery = /* GraphQL */ `
  ${wholeCustomer}
  query ($id: ID!) {
    customer(id: $id) {
      ...whole
    }
  }
`

const byIdentifierQuery = /* GraphQL */ `
  ${wholeCustomer}
  query ($identifier: IdentifierInput!) {
    customerByIdentifier(identifier: $identifier) {
      ...whole
    }
  }
`

export type IdentityGraph = Awaited<ReturnType<typeof startIdentity>>

/** The identity subgraph over a database of its own, and a clock that goes on by a second with every look at it. */
export async function startIdentity({ rules }: { rules?: IdentityRules } = {}) {
  const uri = new URL(inject('mongodbUri'))
  uri.pathname = `/identity_${randomUUID().slice(0, 8)}`
  let now = Date.parse('2026-06-01T12:00:00.000Z')
  const clock = () => new Date((now += 1_000))
  const logger = createLogger({ level: 'error', name: 'identity' })
  const connections: Connection[] = []
  const commands: string[] = []
  let isCounting = false

  /** Another process of the subgraph: a connection and a memory of its own. */
  async function startSubgraph(): Promise<{ connection: Connection; subgraph: Subgraph }> {
    const connection = await connectDatabase(uri.href, { monitorCommands: true })
    connections.push(connection)
    connection.getClient().on('commandStarted', ({ commandName }: { commandName: string }) => {
      if (isCounting) commands.push(commandName)
    })
    const subgraph = createIdentitySubgraph({ connection, clock, logger, ...(rules && { rules }) })
    await ensureIndexes(connection)
    return { connection, subgraph }
  }

  function callsOf(subgraph: Subgraph) {
    const call = createLocalCall(subgraph, logger)

    // Answers are read as the type the test expects of its own query.
    async function ask<Data>(
      query: string,
      variables: Record<string, unknown>,
      scope: RequestScope = createRequestScope(),
      principal: Principal = demoPrincipal,
    ): Promise<Data> {
      const { data, errors } = await call({ query, variables, principal, scope })
      if (errors?.[0]) throw errors[0]
      // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- an answer has the shape its query asks for
      return JSON.parse(JSON.stringify(data))
    }

    return {
      ask,
      async identify(identifiers: Given[], more: Record<string, unknown> = {}, principal?: Principal) {
        const { identifyCustomer } = await ask<{
          identifyCustomer: {
            created: boolean
            customer: IdentifiedCustomer | null
            profile: { id: string; name: string | null; identifiers: Given[] } | null
            userErrors: Fault[]
          }
        }>(identifyMutation, { input: { identifiers, ...more } }, createRequestScope(), principal)
        return identifyCustomer
      },
      /** Identify as the other subgraphs do, who want to know no more than where to write. */
      async identifyBriefly(identifiers: Given[]) {
        const { identifyCustomer } = await ask<{
          identifyCustomer: { profile: { id: string } | null; userErrors: Fault[] }
        }>(briefMutation, { input: { identifiers } })
        return identifyCustomer
      },
      async merge(customerId: string, otherCustomerId: string, reason?: string) {
        const { mergeCustomers } = await ask<{
          mergeCustomers: { customer: IdentifiedCustomer | null; userErrors: Fault[] }
        }>(mergeMutation, { input: { customerId, otherCustomerId, ...(reason !== undefined && { reason }) } })
        return mergeCustomers
      },
      async unmerge(profileId: string, reason?: string) {
        const { unmergeCustomer } = await ask<{
          unmergeCustomer: {
            customer: IdentifiedCustomer | null
            separatedCustomer: IdentifiedCustomer | null
            userErrors: Fault[]
          }
        }>(unmergeMutation, { input: { profileId, ...(reason !== undefined && { reason }) } })
        return unmergeCustomer
      },
      async customer(id: string) {
        return (await ask<{ customer: IdentifiedCustomer | null }>(customerQuery, { id })).customer
      },
      async byIdentifier(type: string, value: string) {
        const { customerByIdentifier } = await ask<{ customerByIdentifier: IdentifiedCustomer | null }>(
          byIdentifierQuery,
          { identifier: { type, value } },
        )
        return customerByIdentifier
      },
    }
  }

  const { connection, subgraph } = await startSubgraph()

  return {
    ...callsOf(subgraph),
    connection,
    uri: uri.href,
    clock,
    /** The same subgraph in another process. */
    startAnother: async () => callsOf((await startSubgraph()).subgraph),
    /** The names of the database commands that some work sends. */
    async commandsOf(work: () => Promise<unknown>): Promise<string[]> {
      commands.length = 0
      isCounting = true
      try {
        await work()
      } finally {
        isCounting = false
      }
      return [...commands]
    },
    ...createStoredIdentity(connection),
    async stop(): Promise<void> {
      await connection.dropDatabase()
      await Promise.all(connections.map((each) => each.close()))
    },
  }
}

export const phone = (value: string, verified = false): Given => ({ type: 'PHONE', value, verified })
export const mail = (value: string, verified = false): Given => ({ type: 'EMAIL', value, verified })

/** The id of the profile that a customer id was given out for. */
export const pro = (customerId: string | undefined): string => shownProfileId(customerId ?? '')

/** The customer id that was given out for a profile. */
export const cus = (profileId: string | undefined): string => storedProfileId(profileId ?? '') ?? ''
