import { setImmediate } from 'node:timers/promises'
import { GraphQLError } from 'graphql'
import type { AnswerObject } from './answerData.ts'
import type { Execute } from './execute.ts'

/** One root field of a mutation. */
export type MutationField = { key: string; execute: Execute }

/**
 * Execute the root fields of a mutation one after the other, as the GraphQL specification says. When the
 * outcome of one is unknown (UNAVAILABLE), the fields after it are not sent. So the answer gives the outcome of every
 * field: a field without an error was executed; an UNAVAILABLE error has `extensions.outcome`, UNKNOWN or NOT_EXECUTED.
 */
export function executeInOrder(fields: readonly MutationField[]): Execute {
  return async (variables, context) => {
    const data: AnswerObject = {}
    const errors: GraphQLError[] = []
    let units: number | null = 0
    let isNull = false
    let unanswered: string | null = null
    for (const { key, execute } of fields) {
      if (unanswered !== null) {
        data[key] = null
        errors.push(notExecuted(key, unanswered))
        continue
      }
      const answer = await execute(variables, context)
      // Planning a field takes about a millisecond: let other requests run in between.
      if (fields.length > 1) await setImmediate()
      units = units === null || answer.units === null ? null : units + answer.units
      if (answer.data === null) isNull = true
      data[key] = answer.data?.[key] ?? null
      for (const error of answer.errors) {
        const isUnanswered = error.extensions['code'] === 'UNAVAILABLE' && (error.path?.length ?? 0) <= 1
        if (isUnanswered) unanswered = key
        errors.push(isUnanswered ? withOutcome(error, key) : error)
      }
    }
    return { data: isNull ? null : data, errors, units }
  }
}

function withOutcome({ message, originalError, extensions }: GraphQLError, key: string): GraphQLError {
  return new GraphQLError(message, {
    path: [key],
    originalError: originalError ?? null,
    extensions: { outcome: 'UNKNOWN', ...extensions },
  })
}

function notExecuted(key: string, unanswered: string): GraphQLError {
  return new GraphQLError(
    `not executed, because the outcome of "${unanswered}" is unknown; nothing of it was recorded, so it can be asked for again`,
    { path: [key], extensions: { code: 'UNAVAILABLE', outcome: 'NOT_EXECUTED', retryable: true } },
  )
}
