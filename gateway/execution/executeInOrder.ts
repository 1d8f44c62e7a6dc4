import { setImmediate } from 'node:timers/promises'
import { GraphQLError } from 'graphql'
import type { AnswerObject } from './answerData.ts'
import type { Execute } from './execute.ts'

/** One root field of a mutation. */
export type MutationField = { key: string; execute: Execute }

/**
 * Execute the root fields of a mutation one after the other, as the GraphQL specification says. When nobody can tell
 * what became of one (UNAVAILABLE), those after it are not sent. So the answer says of every field what became of it:
 * one without an error was carried out; an error UNAVAILABLE says by `extensions.outcome` that it is UNKNOWN, or
 * NOT_EXECUTED.
 */
export function executeInOrder(fields: readonly MutationField[]): Execute {
  return async (variables, context) => {
    const data: AnswerObject = {}
    const errors: GraphQLError[] = []
    let isNull = false
    let lost: string | null = null
    for (const { key, execute } of fields) {
      if (lost !== null) {
        data[key] = null
        errors.push(notExecuted(key, lost))
        continue
      }
      const answer = await execute(variables, context)
      // Planning each field takes a millisecond, and those that are refused wait for nothing: others get their turn.
      if (fields.length > 1) await setImmediate()
      if (answer.data === null) isNull = true
      data[key] = answer.data?.[key] ?? null
      for (const error of answer.errors) {
        const isUnanswered = error.extensions['code'] === 'UNAVAILABLE' && (error.path?.length ?? 0) <= 1
        if (isUnanswered) lost = key
        errors.push(isUnanswered ? withOutcome(error, key) : error)
      }
    }
    return { data: isNull ? null : data, errors }
  }
}

function withOutcome({ message, originalError, extensions }: GraphQLError, key: string): GraphQLError {
  return new GraphQLError(message, {
    path: [key],
    originalError: originalError ?? null,
    extensions: { outcome: 'UNKNOWN', ...extensions },
  })
}

function notExecuted(key: string, lost: string): GraphQLError {
  return new GraphQLError(
    `not executed, because the outcome of "${lost}" is unknown; nothing of it was recorded, so it can be asked for again`,
    { path: [key], extensions: { code: 'UNAVAILABLE', outcome: 'NOT_EXECUTED', retryable: true } },
  )
}
