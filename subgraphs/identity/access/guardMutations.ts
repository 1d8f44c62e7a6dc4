import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql'
import { callerError } from '../../../platform/errors/errors.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'

/** The mutations about one customer, named by an id. They check themselves whether it may see them. */
const ofOneCustomer: ReadonlySet<string> = new Set([
  'tagCustomer',
  'untagCustomer',
  'setCustomerAttributes',
  'recordConsent',
])
/** Those of them that a customer may use. */
const ofCustomers: ReadonlySet<string> = new Set(['recordConsent'])

/** They concern everything that a customer has, in every department. */
const ofAllDepartments: ReadonlySet<string> = new Set([
  'eraseCustomer',
  'holdCustomer',
  'releaseCustomerHold',
])

/**
 * Let every other mutation refuse callers that do not see all customers: it finds or changes customers by identifiers, or
 * several customers at once, so its answer would say what others have. A new mutation is refused until it is listed here.
 */
export function guardMutations(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve: GraphQLFieldResolver<unknown, { principal: Principal }> =
      field.resolve ?? defaultFieldResolver
    field.resolve = (source, values, context: { principal: Principal }, info) => {
      const refusal = refusalOf(field.name, context.principal)
      if (refusal !== null) throw callerError('FORBIDDEN', `Mutation.${field.name}: ${refusal}`)
      return resolve(source, values, context, info)
    }
  }
}

function refusalOf(mutation: string, { rows: { customers, departments } }: Principal): string | null {
  if (ofAllDepartments.has(mutation) && departments !== null && customers.which === 'ALL')
    return 'expected a caller who sees all departments, got one who sees some'
  switch (customers.which) {
    case 'ALL':
      return null
    case 'ASSIGNED':
      return ofOneCustomer.has(mutation)
        ? null
        : 'expected a caller who sees all customers, got one who sees assigned ones'
    case 'OWN':
      return ofCustomers.has(mutation) ? null : 'expected a caller who serves customers, got a customer'
  }
}
