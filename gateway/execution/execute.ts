import type { GraphQLError } from 'graphql'
import type { GatewayContext } from '../gatewayContext.ts'
import type { AnswerObject } from './answerData.ts'

/** What an operation came to. Errors are not masked yet. */
export type Answer = { data: AnswerObject | null; errors: readonly GraphQLError[] }

/** What the delivering subgraph made of one event of a subscription. */
export type EventAnswer = {
  data?: AnswerObject | null | undefined
  errors?: readonly GraphQLError[] | undefined
}

/** Carries out a query or mutation. Never rejects for what subgraphs answer. */
export type Execute = (variables: AnswerObject, context: GatewayContext) => Promise<Answer>

/** Completes one event of a subscription with what the other subgraphs know. */
export type ExecuteEvent = (
  event: EventAnswer,
  variables: AnswerObject,
  context: GatewayContext,
) => Promise<Answer>
