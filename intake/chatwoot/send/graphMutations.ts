import { z } from 'zod'
import type { GraphCall } from '../../../platform/graph/graphCall.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import type { MutationName } from './mutationPlan.ts'

/** Who Chatwoot's deliveries are told by. */
const intakePrincipal: Principal = {
  kind: 'INTAKE',
  id: 'chatwoot',
  scopes: ['customers:read', 'customers:write', 'notes:read', 'pii:read'],
}

/** What the graph answers to a mutation: the id of what it is about, where there is one, or why it did nothing. */
export type MutationAnswer = {
  id: string | null
  userErrors: { code: string; message: string; field: string[] | null }[]
}

/** The graph cannot carry a mutation out now; later it may. `isOutage`: its subgraph could not even be reached. */
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

/** The graph does not take what we ask of it, however often we do. */
export class GraphRefusal extends Error {
  override name = 'GraphRefusal'
}

const inputTypes: Record<MutationName, { input: string; thing: string }> = {
  identifyCustomer: { input: 'IdentifyCustomerInput', thing: 'profile' },
  recordConversation: { input: 'RecordConversationInput', thing: 'conversation' },
  changeConversationStatus: { input: 'ChangeConversationStatusInput', thing: 'statusChange' },
  handOffConversation: { input: 'HandOffConversationInput', thing: 'handoff' },
  recordMessage: { input: 'RecordMessageInput', thing: 'message' },
  recordNote: { input: 'RecordNoteInput', thing: 'note' },
  recordFeedback: { input: 'RecordFeedbackInput', thing: 'feedback' },
}

function queryOf(mutation: MutationName): string {
  const { input, thing } = inputTypes[mutation]
  const words = mutation.charAt(0).toUpperCase() + mutation.slice(1)
  return /* GraphQL */ `
    mutation Chatwoot${words}($input: ${input}!) {
      ${mutation}(input: $input) {
        thing: ${thing} {
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
  thing: z.object({ id: z.string() }).nullish(),
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

/** The mutations anybody can call, over whichever way the whole graph is reached. Rejects with GraphFailure or GraphRefusal. */
export function createGraphMutations(graph: GraphCall): GraphMutations {
  const queries = new Map<MutationName, string>()

  function queryFor(mutation: MutationName): string {
    const query = queries.get(mutation) ?? queryOf(mutation)
    queries.set(mutation, query)
    return query
  }

  return async (mutation, input) => {
    const result = await graph({
      query: queryFor(mutation),
      variables: { input },
      principal: intakePrincipal,
      scope: createRequestScope(),
    }).catch((cause: unknown) => {
      throw new GraphFailure(mutation, 'the graph cannot be reached', { isOutage: true, cause })
    })
    const payload = payloadSchema.safeParse(result.data?.[mutation])
    if (payload.success) return { id: payload.data.thing?.id ?? null, userErrors: payload.data.userErrors }
    const [error] = result.errors ?? []
    const given = error?.extensions['code']
    const code = typeof given === 'string' ? given : 'no answer'
    if (lastingCodes.includes(code)) throw new GraphRefusal(`${mutation}: ${code}: ${error?.message}`)
    const isOutage = code === 'UNAVAILABLE' || error?.extensions['retryable'] === true
    throw new GraphFailure(mutation, code, { isOutage, cause: error })
  }
}
