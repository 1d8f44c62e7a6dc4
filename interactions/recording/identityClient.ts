import { z } from 'zod'
import type { GraphCall } from '../../platform/graph/graphCall.ts'
import type { CustomerReference } from '../../platform/paging/newestFirstPage.ts'
import { allRows, type Rows } from '../../platform/subgraph/rows.ts'
import type { Scope } from '../../platform/subgraph/scopes.ts'
import type { SubgraphRequest } from '../../platform/subgraph/requestScope.ts'
import { toStoredProfileId } from '../profileId.ts'
import { type CustomerInput, customerInputFaults, noSuchCustomer } from './customerInput.ts'
import type { RecordingRequest } from './recordingRequest.ts'
import { type UserError, userErrorCodes } from './userError.ts'

/** What the identifiers of an input did to the customer. */
export type CustomerResolution = {
  customer: CustomerReference
  created: boolean
  setAsideIdentifiers: { type: string; value: string; rule: string; message: string }[]
  steps: { rule: string; outcome: string; values: string[]; message: string }[]
}

/** The profile whose log is written, with all profiles of its customer; or the errors of the input. */
export type ResolvedProfile =
  | {
      profileId: string
      profileIds: string[]
      /** Null when the request does not select it, and when the input gave an id. */
      resolution: CustomerResolution | null
      userErrors?: never
    }
  | { profileId?: never; profileIds?: never; resolution?: never; userErrors: UserError[] }

/** A customer's id and the ids of all profiles of the customer, oldest first. */
export type CustomerProfiles = { customerId: string; profileIds: string[] }

/** The questions that subgraphs ask identity. Every call rejects when identity cannot be reached or fails. */
export type IdentityClient = {
  /** Find the profile of an input; identifiers of no customer create one, those of several customers merge them. */
  resolveProfile: (input: CustomerInput, request: RecordingRequest) => Promise<ResolvedProfile>
  /**
   * The profiles of the customer that `resolveProfile` would find by these identifiers; none when it would create one.
   * Nothing is created, attached or merged.
   */
  findByIdentifiers(
    input: CustomerInput,
    request: SubgraphRequest,
  ): Promise<{ profileIds: string[]; userErrors?: never } | { profileIds?: never; userErrors: UserError[] }>
  /**
   * The customer behind any id that the customer ever had, whether the caller may see them or not; null when there is
   * none. So check with `Access` before you show anything of the customer.
   */
  findCustomer(id: string, request: SubgraphRequest): Promise<CustomerProfiles | null>
  /** The tags of the customer behind any id that the customer ever had; null when there is none. */
  readTags(id: string, request: SubgraphRequest): Promise<string[] | null>
}

const identifyAnswer = z.object({
  identifyCustomer: z.object({
    customer: z.object({ profileIds: z.array(z.string()) }).nullable(),
    profile: z.object({ id: z.string() }).nullable(),
    created: z.boolean().default(false),
    setAsideIdentifiers: z
      .array(z.object({ type: z.string(), value: z.string(), rule: z.string(), message: z.string() }))
      .default([]),
    resolution: z
      .array(
        z.object({ rule: z.string(), outcome: z.string(), values: z.array(z.string()), message: z.string() }),
      )
      .default([]),
    userErrors: z.array(
      z.object({
        code: z.enum(userErrorCodes),
        message: z.string(),
        field: z.array(z.string()).nullable(),
      }),
    ),
  }),
})

const findAnswer = z.object({
  customer: z.object({ id: z.string(), profileIds: z.array(z.string()) }).nullable(),
})

const tagsAnswer = z.object({ customer: z.object({ tags: z.array(z.string()) }).nullable() })

const identifyQuery = identifyMutation('')
const identifyAndExplainQuery = identifyMutation(`
  created
  setAsideIdentifiers { type value rule message }
  resolution { rule outcome values message }
`)

function identifyMutation(selection: string): string {
  return /* GraphQL */ `
    mutation ($input: IdentifyCustomerInput!) {
      identifyCustomer(input: $input) {
        customer { profileIds }
        profile { id }
        ${selection}
        userErrors { code message field }
      }
    }
  `
}

/**
 * The scopes that the questions need. They are part of what the caller asked its own subgraph for, which has checked the
 * caller's scopes for that, e.g. `notes:write`.
 */
const questionScopes: readonly Scope[] = ['customers:read', 'customers:write']

const findQuery = /* GraphQL */ `
  query ($id: ID!) {
    customer(id: $id) {
      id
      profileIds
    }
  }
`

const tagsQuery = /* GraphQL */ `
  query ($id: ID!) {
    customer(id: $id) {
      tags
    }
  }
`

/** A small typed client of identity's schema, whether identity is called in process or over HTTP. */
export function createIdentityClient(callIdentity: GraphCall): IdentityClient {
  async function ask(
    query: string,
    variables: Record<string, unknown>,
    { principal, scope }: SubgraphRequest,
    rows: Rows = principal.rows,
  ): Promise<unknown> {
    const asking = { ...principal, scopes: [...principal.scopes, ...questionScopes], rows }
    const { data, errors } = await callIdentity({ query, variables, principal: asking, scope })
    const error = errors?.[0]
    if (error) throw error
    return data
  }

  async function findCustomer(id: string, request: SubgraphRequest): Promise<CustomerProfiles | null> {
    const { customer } = findAnswer.parse(await ask(findQuery, { id }, request, allRows))
    return customer && { customerId: customer.id, profileIds: customer.profileIds }
  }

  async function findById(id: string, request: SubgraphRequest): Promise<ResolvedProfile> {
    const found = await findCustomer(id, request)
    if (found) return { profileId: id, profileIds: found.profileIds, resolution: null }
    return { userErrors: [noSuchCustomer(id)] }
  }

  async function identify(
    { identifiers, name }: CustomerInput,
    request: RecordingRequest,
  ): Promise<ResolvedProfile> {
    const query = request.selectsResolution ? identifyAndExplainQuery : identifyQuery
    const answer = await ask(query, { input: { identifiers, ...(name && { name }) } }, request)
    const { customer, profile, created, setAsideIdentifiers, resolution, userErrors } =
      identifyAnswer.parse(answer).identifyCustomer
    if (userErrors.length > 0) return { userErrors: userErrors.map(inCustomer) }
    const mainProfileId = customer?.profileIds[0]
    if (!customer || !profile || mainProfileId === undefined)
      throw new Error('identity answered without a customer or a profile')
    const { profileIds } = customer
    return {
      profileId: toStoredProfileId(profile.id),
      profileIds,
      resolution: request.selectsResolution
        ? {
            customer: { profileId: mainProfileId, profileIds },
            created,
            setAsideIdentifiers,
            steps: resolution,
          }
        : null,
    }
  }

  return {
    findCustomer,
    async readTags(id, request) {
      const { customer } = tagsAnswer.parse(await ask(tagsQuery, { id }, request))
      return customer && customer.tags
    },
    async findByIdentifiers({ identifiers, name }, request) {
      const input = { identifiers, ...(name && { name }), dryRun: true }
      const answer = await ask(identifyQuery, { input }, request)
      const { customer, userErrors } = identifyAnswer.parse(answer).identifyCustomer
      if (userErrors.length > 0) return { userErrors: userErrors.map(inCustomer) }
      return { profileIds: customer?.profileIds ?? [] }
    },
    async resolveProfile(input, request) {
      const userErrors = customerInputFaults(input)
      if (userErrors.length > 0) return { userErrors }
      return typeof input.id === 'string' ? findById(input.id, request) : identify(input, request)
    },
  }
}

/** The error of an input of `identifyCustomer`, with its path in a CustomerInput. */
function inCustomer({ field, ...error }: UserError): UserError {
  return { ...error, field: ['customer', ...(field ?? [])] }
}
