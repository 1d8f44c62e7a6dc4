import { allRows } from '../../../platform/subgraph/rows.ts'
import { z } from 'zod'
import type { GraphCall } from '../../../platform/graph/graphCall.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'

/** The principal of every mutation that the intake sends, with the scopes that these mutations need. */
const intakePrincipal: Principal = {
  kind: 'INTAKE',
  id: 'chatwoot',
  // `notes:read`: a note gives its id back.
  scopes: ['customers:read', 'customers:write', 'identity:write', 'notes:read', 'notes:write'],
  rows: allRows,
}

/** The mutations that the intake sends, the subgraph that owns each, and the names of its input and of its result. */
const mutations = {
  identifyCustomer: { subgraph: 'identity', input: 'IdentifyCustomerInput', result: 'customer' },
  mergeCustomers: { subgraph: 'identity', input: 'MergeCustomersInput', result: 'customer' },
  setCustomerAttributes: { subgraph: 'identity', input: 'SetCustomerAttributesInput', result: 'customer' },
  recordConversation: { subgraph: 'conversations', input: 'RecordConversationInput', result: 'conversation' },
  changeConversationStatus: {
    subgraph: 'conversations',
    input: 'ChangeConversationStatusInput',
    result: 'statusChange',
  },
  handOffConversation: { subgraph: 'conversations', input: 'HandOffConversationInput', result: 'handoff' },
  recordMessage: { subgraph: 'conversations', input: 'RecordMessageInput', result: 'message' },
  recordNote: { subgraph: 'conversations', input: 'RecordNoteInput', result: 'note' },
  recordFeedback: { subgraph: 'feedback', input: 'RecordFeedbackInput', result: 'feedback' },
} as const

export type MutationName = keyof typeof mutations

/** A subgraph that the intake calls. */
export type CalledSubgraph = (typeof mutations)[MutationName]['subgraph']

/** How each of these subgraphs is called, in this process or over HTTP. */
export type SubgraphCalls = Readonly<Record<CalledSubgraph, GraphCall>>

export function subgraphOf(mutation: MutationName): CalledSubgraph {
  return mutations[mutation].subgraph
}

/** The answer to a mutation: the id of its result, where it has one, and why it did nothing, where it did nothing. */
export type MutationAnswer = {
  id: string | null
  userErrors: { code: string; message: string; field: string[] | null }[]
}

/** A mutation failed, and may succeed later. `isOutage`: its subgraph could not be reached. */
export class GraphFailure extends Error {
  override name = 'GraphFailure'
  readonly mutation: MutationName
  readonly isOutage: boolean
  constructor(
    mutation: MutationName,
    reason: string,
    { isOutage, ...options }: { isOutage: boolean } & ErrorOptions,
  ) {
    super(`${mutation}: ${reason}`, options)
    this.mutation = mutation
    this.isOutage = isOutage
  }
}

/** The graph refuses a mutation, and will refuse it again. */
export class GraphRefusal extends Error {
  override name = 'GraphRefusal'
}

function queryOf(mutation: MutationName): string {
  const { input, result } = mutations[mutation]
  const title = mutation.charAt(0).toUpperCase() + mutation.slice(1)
  return /* GraphQL */ `
    mutation Chatwoot${title}($input: ${input}!) {
      ${mutation}(input: $input) {
        result: ${result} {
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
}

const payloadSchema = z.object({
  result: z.object({ id: z.string() }).nullish(),
  userErrors: z.array(
    z.object({ code: z.string(), message: z.string(), field: z.array(z.string()).nullable() }),
  ),
})

/** Codes of errors that the same request will get again. */
const lastingCodes: string[] = [
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'FORBIDDEN',
  'UNAUTHENTICATED',
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
]

export type GraphMutations = (
  mutation: MutationName,
  input: Record<string, unknown>,
) => Promise<MutationAnswer>

/** The public mutations, each sent to the subgraph that owns it. Rejects with a GraphFailure or a GraphRefusal. */
export function createGraphMutations(calls: SubgraphCalls): GraphMutations {
  return async (mutation, input) => {
    const subgraph = subgraphOf(mutation)
    const answer = await calls[subgraph]({
      query: queryOf(mutation),
      variables: { input },
      principal: intakePrincipal,
      scope: createRequestScope(),
    }).catch((cause: unknown) => {
      throw new GraphFailure(mutation, `the subgraph "${subgraph}" cannot be reached`, {
        isOutage: true,
        cause,
      })
    })
    const payload = payloadSchema.safeParse(answer.data?.[mutation])
    if (payload.success) return { id: payload.data.result?.id ?? null, userErrors: payload.data.userErrors }
    const [error] = answer.errors ?? []
    const given = error?.extensions['code']
    const code = typeof given === 'string' ? given : 'no answer'
    if (lastingCodes.includes(code)) throw new GraphRefusal(`${mutation}: ${code}: ${error?.message}`)
    const isOutage = code === 'UNAVAILABLE' || error?.extensions['retryable'] === true
    throw new GraphFailure(mutation, code, { isOutage, cause: error })
  }
}
