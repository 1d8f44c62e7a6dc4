import type { GraphQLError } from 'graphql'
import type { GatewayContext } from '../gatewayContext.ts'
import type { AnswerObject } from './answerData.ts'

/** The result of an operation. Its errors are not masked yet. */
export type Answer = {
  data: AnswerObject | null
  errors: readonly GraphQLError[]
  /** What it cost, in units of the cost rules; null where that was not counted. */
  units: number | null
}

/** One event of a subscription, as the subgraph that delivers it answered. */
export type EventAnswer = {
  data?: AnswerObject | null | undefined
  errors?: readonly GraphQLError[] | undefined
}

/** Executes a query or mutation. No answer of a subgraph makes it reject. */
export type Execute = (variables: AnswerObject, context: GatewayContext) => Promise<Answer>

/** Completes one event of a subscription with the fields of the other subgraphs. */
export type ExecuteEvent = (
  event: EventAnswer,
  variables: AnswerObject,
  context: GatewayContext,
) => Promise<Answer>
