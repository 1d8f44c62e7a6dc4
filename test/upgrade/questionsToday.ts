export { questions, streams, things } from './questionsThen.ts'

/** Variables of then, as today's SDL takes them. */
export const variablesToday = (variables: Record<string, unknown>) => variables

/** An answer of today in the names and values of then. */
export const asThen = (answer: unknown) => answer
