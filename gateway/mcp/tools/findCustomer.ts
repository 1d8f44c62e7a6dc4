import { z } from 'zod'
import { quoted } from '../text/interactionLine.ts'
import { customerId, limit, oneIdentifier } from './inputs.ts'
import { defineTool, formFault } from './tool.ts'

const document = `query McpFindCustomer(
  $byId: Boolean!, $id: ID! = "", $byIdentifier: Boolean!, $identifier: IdentifierInput! = { type: PHONE, value: "" }
  $byName: Boolean!, $name: String, $first: Int, $after: String
) {
  byId: customer(id: $id) @include(if: $byId) { ...Found }
  byIdentifier: customerByIdentifier(identifier: $identifier) @include(if: $byIdentifier) { ...Found }
  byName: customers(filter: { name: $name }, first: $first, after: $after) @include(if: $byName) {
    nodes { ...Found }
    pageInfo { hasNextPage endCursor }
  }
}
fragment Found on Customer {
  id name tags createdAt erasedAt
  identifiers { type value verified }
  attributes { name value }
}`

const found = z.record(z.string(), z.unknown()).nullish()
const dataSchema = z.object({
  byId: found,
  byIdentifier: found,
  byName: z
    .object({
      nodes: z.array(z.record(z.string(), z.unknown())),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    })
    .nullish(),
})
const lineSchema = z.object({
  id: z.string(),
  name: z.string().nullish(),
  identifiers: z.array(z.object({ type: z.string(), value: z.string() })).nullish(),
})
const valueSchema = z.object({
  customers: z.array(lineSchema),
  hasMore: z.boolean(),
  after: z.string().nullable(),
})

export const findCustomer = defineTool({
  name: 'find_customer',
  title: 'Find a customer',
  description:
    'Find customers: by `id`, by one `identifier` (telephone, e-mail, CPF, CNPJ, account of a channel), or by words of the `name`. Give exactly one of the three. An empty list means that there is none that you may see.',
  isReadOnly: true,
  input: z.object({
    id: customerId.optional(),
    identifier: oneIdentifier.optional(),
    name: z.string().optional().describe('Beginnings of words of the name; the newest customers come first'),
    limit,
    after: z.string().optional().describe('With `name`: continue after this cursor of an earlier answer'),
  }),
  document,
  variables({ id, identifier, name, limit: first, after }) {
    const given = [id, identifier, name].filter((one) => one !== undefined)
    if (given.length !== 1) throw formFault('', 'expected exactly one of id, identifier and name')
    return {
      byId: id !== undefined,
      byIdentifier: identifier !== undefined,
      byName: name !== undefined,
      ...(id !== undefined && { id }),
      ...(identifier !== undefined && { identifier }),
      ...(name !== undefined && { name, first, after }),
    }
  },
  value(data) {
    const { byId, byIdentifier, byName } = dataSchema.parse(data)
    return {
      customers: byName?.nodes ?? [byId, byIdentifier].filter((one) => one !== null && one !== undefined),
      hasMore: byName?.pageInfo.hasNextPage ?? false,
      after: byName?.pageInfo.endCursor ?? null,
    }
  },
  textOf(value) {
    const { customers, hasMore, after } = valueSchema.parse(value)
    if (customers.length === 0) return 'No customer found.'
    const lines = customers.map(({ id, name, identifiers }) => {
      const known = (identifiers ?? []).slice(0, 10).map((one) => `${one.type} ${quoted(one.value)}`)
      return [id, name ? quoted(name) : '(no name)', ...known].join(' ')
    })
    return [...lines, ...(hasMore ? [`more: after=${after}`] : [])].join('\n')
  },
})
