import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

const introspection = z.custom<IntrospectionQuery>((value) => typeof value === 'object' && value !== null)
const ofType = z.object({
  __type: z.object({ isOneOf: z.boolean().nullable(), fields: z.array(z.object({ name: z.string() })) }),
})

it('answers everything that graphql-js can ask about a schema', async () => {
  const gateway = await startFixtureGateway()
  try {
    const query = getIntrospectionQuery({
      schemaDescription: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      inputValueDeprecation: true,
      oneOf: true,
    })
    const { status, body } = await gateway.ask(query)
    expect([status, body.errors]).toEqual([200, undefined])
    expect(printSchema(buildClientSchema(introspection.parse(body.data)))).toContain('type Customer')

    const { body: own } = await gateway.ask('{ __type(name: "__Type") { isOneOf fields { name } } }')
    const { __type: type } = ofType.parse(own.data)
    expect(type.fields.map(({ name }) => name)).toContain('isOneOf')
    expect(type.isOneOf).toBeNull()
  } finally {
    await gateway.stop()
  }
})
