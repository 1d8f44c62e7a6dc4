import { z } from 'zod'
import type { GraphCall } from '../../platform/graph/graphCall.ts'
import type { SubgraphRequest } from '../../platform/subgraph/subgraph.ts'
import type { UserError } from './userError.ts'
import { isId } from '../../platform/lang/ids.ts'
import { userError } from './userError.ts'

/** A customer as a mutation's input names him: CustomerInput of the schema. */
export type CustomerInput = {
  id?: string | null
  identifier?: IdentifierInput | null
  identifiers?: IdentifierInput[] | null
  name?: string | null
}

type IdentifierInput = { type: string; value: string; verified?: boolean | null }

/** The profile to whose log something goes, with all profiles of its customer; or what the caller got wrong. */
export type ResolvedProfile =
  | { profileId: string; profileIds: string[]; userErrors?: never }
  | { profileId?: never; profileIds?: never; userErrors: UserError[] }

/** A customer's id and the ids of all his profiles, oldest first. */
export type CustomerProfiles = { customerId: string; profileIds: string[] }

/** What the subgraphs ask identity. Every call rejects when identity cannot be reached or fails. */
export type IdentityClient = {
  /** Find the profile an input names; identifiers nobody has create him, those of several customers merge them. */
  resolveProfile(input: CustomerInput, request: SubgraphRequest): Promise<ResolvedProfile>
  /** The customer behind any id he ever had; null when there is none. */
  findCustomer(id: string, request: SubgraphRequest): Promise<CustomerProfiles | null>
}

const userErrorSchema = z.object({
  code: z.enum([
    'INVALID_VALUE',
    'REQUIRED',
    'TOO_LONG',
    'NOT_FOUND',
    'IDEMPOTENCY_CONFLICT',
    'CONFLICT',
    'BLOCKED_VALUE',
    'SHARED_VALUE',
    'SAME_CUSTOMER',
    'NOT_MERGED',
    'DECIDED_DIFFERENT',
    'DECIDED_SAME',
  ]),
  message: z.string(),
  field: z.array(z.string()).nullable(),
})

const identifyAnswer = z.object({
  identifyCustomer: z.object({
    customer: z.object({ profileIds: z.array(z.string()) }).nullable(),
    profile: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(userErrorSchema),
  }),
})

const findAnswer = z.object({
  customer: z.object({ id: z.string(), profileIds: z.array(z.string()) }).nullable(),
})

const identifyQuery = /* GraphQL */ `
  mutation ($input: IdentifyCustomerInput!) {
    identifyCustomer(input: $input) {
      customer {
        profileIds
      }
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

const findQuery = /* GraphQL */ `
  query ($id: ID!) {
    customer(id: $id) {
      id
      profileIds
    }
  }
`

/** A small typed client of identity's schema, over whichever way identity is reached. */
export function createIdentityClient(callIdentity: GraphCall): IdentityClient {
  async function ask(
    query: string,
    variables: Record<string, unknown>,
    request: SubgraphRequest,
  ): Promise<unknown> {
    const { data, errors } = await callIdentity({ query, variables, ...request })
    const error = errors?.[0]
    if (error) throw error
    return data
  }

  async function findCustomer(id: string, request: SubgraphRequest): Promise<CustomerProfiles | null> {
    const { customer } = findAnswer.parse(await ask(findQuery, { id }, request))
    return customer && { customerId: customer.id, profileIds: customer.profileIds }
  }

  return {
    findCustomer,
    async resolveProfile({ id, identifier, identifiers, name }, request) {
      const given = [...(identifier ? [identifier] : []), ...(identifiers ?? [])]
      if (id !== null && id !== undefined) {
        if (given.length > 0) {
          return {
            userErrors: [
              userError('INVALID_VALUE', 'customer', 'customer: expected an id or identifiers, got both'),
            ],
          }
        }
        if (!isId('cus', id)) {
          return {
            userErrors: [
              userError(
                'INVALID_VALUE',
                ['customer', 'id'],
                `customer.id: expected cus_…, got "${id.slice(0, 80)}"`,
              ),
            ],
          }
        }
        const found = await findCustomer(id, request)
        if (found) return { profileId: id, profileIds: found.profileIds }
        return {
          userErrors: [
            userError('NOT_FOUND', ['customer', 'id'], `customer.id: no customer has the id ${id}`),
          ],
        }
      }
      if (given.length === 0) {
        return {
          userErrors: [
            userError(
              'REQUIRED',
              'customer',
              'customer: expected an id, an identifier or identifiers, got none',
            ),
          ],
        }
      }
      const { identifyCustomer } = identifyAnswer.parse(
        await ask(identifyQuery, { input: { identifiers: given, ...(name && { name }) } }, request),
      )
      if (identifyCustomer.userErrors.length > 0) {
        const isSingle = identifier !== null && identifier !== undefined
        return {
          userErrors: identifyCustomer.userErrors.map((fault) => ({
            ...fault,
            field: fieldOfCustomer(fault.field, isSingle),
          })),
        }
      }
      const { customer, profile } = identifyCustomer
      if (!customer || !profile) throw new Error('identity answered without a customer or a profile')
      // The graph shows the id of a profile as `pro_…`; it is stored as `cus_…`.
      return { profileId: profile.id.replace(/^pro_/u, 'cus_'), profileIds: customer.profileIds }
    },
  }
}

/** Where identity's `identifiers.<n>.…` stands in a CustomerInput. */
function fieldOfCustomer(field: string[] | null, hasSingle: boolean): string[] {
  if (field?.[0] !== 'identifiers' || !hasSingle) return ['customer', ...(field ?? [])]
  const [, index = '0', ...rest] = field
  return index === '0'
    ? ['customer', 'identifier', ...rest]
    : ['customer', 'identifiers', String(Number(index) - 1), ...rest]
}
