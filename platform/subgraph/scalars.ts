import { GraphQLError, GraphQLScalarType, Kind } from 'graphql'
import { CurrencyResolver, JSONResolver } from 'graphql-scalars'
import { dateTime } from './dateTime.ts'

const decimalPattern = /^-?\d{1,30}(\.\d{1,18})?$/u

// With more digits, the number that JavaScript read may differ from the decimal number that was sent.
const exactDigits = 15

function parseDecimal(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof value === 'number' && String(value).replace(/\D/gu, '').length > exactDigits) {
    throw new GraphQLError(
      `Decimal: expected a number of more than ${exactDigits} digits as a string, got ${value}`,
    )
  }
  if (typeof text === 'string' && decimalPattern.test(text) && text.replace(/\D/gu, '').length <= 34)
    return text
  throw new GraphQLError(
    `Decimal: expected a decimal number as a string, e.g. "129.90", got ${typeof value === 'number' ? value : JSON.stringify(value)}`,
  )
}

function parseSafeInt(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  throw new GraphQLError(
    `SafeInt: expected a whole number from 0 to 9007199254740991, got ${typeof value === 'number' ? value : JSON.stringify(value)}`,
  )
}

const decimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  serialize: parseDecimal,
  parseValue: parseDecimal,
  parseLiteral: (node) =>
    parseDecimal(
      node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : null,
    ),
})

const safeInt = new GraphQLScalarType<number, number>({
  name: 'SafeInt',
  serialize: parseSafeInt,
  parseValue: parseSafeInt,
  parseLiteral: (node) => parseSafeInt(node.kind === Kind.INT ? Number(node.value) : null),
})

/** Resolvers of the scalars in schema/shared.graphql. */
export const scalars = {
  DateTime: dateTime,
  JSON: JSONResolver,
  Currency: CurrencyResolver,
  Decimal: decimal,
  SafeInt: safeInt,
}
