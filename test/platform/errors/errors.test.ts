import { buildSchema, execute, type GraphQLError, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { callerError, maskError } from '../../../platform/errors/errors.ts'
import { createLogRecorder } from '../../gateway/fixtures/startFixtureGateway.ts'

const schema = buildSchema(`
  enum Colour { RED }
  scalar Short
  interface Thing { id: ID }
  type Bell implements Thing { id: ID }
  type Query { colour: Colour colours: [Colour!]! size: Int thing: Thing short(value: Short): Int sum(of: Int!): Int }
`)
const short = schema.getType('Short')
if (short && 'parseLiteral' in short) {
  short.parseLiteral = () => {
    throw callerError('BAD_USER_INPUT', 'value: expected a short one')
  }
}

/** The errors of an execution in the form that callers see. */
async function masked(query: string, rootValue: object, variableValues: Record<string, unknown> = {}) {
  const { logger, logged } = createLogRecorder()
  const { errors = [] } = await execute({ schema, document: parse(query), rootValue, variableValues })
  return { errors: errors.map((error: GraphQLError) => maskError(error, logger)), logged }
}

describe('maskError', () => {
  it.each([
    ['an enum', '{ colour }', { colour: 'the secret colour' }],
    ['a list of enums that may not be null', '{ colours }', { colours: ['the secret colour'] }],
    ['a number', '{ size }', { size: 'the secret size' }],
    ['an object of no type', '{ thing { id } }', { thing: { __typename: 'the secret type' } }],
  ])('masks %s that breaks the schema, and logs it with an id', async (_, query, data) => {
    const { errors, logged } = await masked(query, data)
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['INTERNAL_SERVER_ERROR'])
    expect(JSON.stringify(errors)).not.toContain('secret')
    const errorId = errors[0]?.extensions?.['errorId']
    expect(logged.filter((line) => line['errorId'] === errorId)).toHaveLength(1)
  })

  it("passes errors of the caller's arguments", async () => {
    const { errors } = await masked('query ($n: Int = 1) { sum(of: $n) }', {}, { n: null })
    expect(errors).toMatchObject([{ path: ['sum'], extensions: { code: 'BAD_USER_INPUT' } }])
    const literal = await masked('{ short(value: 5) }', {})
    expect(literal.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  it('passes the listed codes of foreign subgraphs, and no others', () => {
    const { logger } = createLogRecorder()
    const error = callerError('BAD_USER_INPUT', 'only two are left', { code: 'OUT_OF_STOCK' })
    Object.assign(error.extensions, { code: 'OUT_OF_STOCK' })
    expect(maskError(error, logger).extensions?.['code']).toBe('INTERNAL_SERVER_ERROR')
    expect(maskError(error, logger, new Set(['OUT_OF_STOCK']))).toMatchObject({
      message: 'only two are left',
      extensions: { code: 'OUT_OF_STOCK' },
    })
  })
})
