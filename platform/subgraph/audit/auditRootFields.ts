import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql'
import { isObject } from '../../lang/isObject.ts'
import type { AuditEntry, AuditTrail } from './auditTrail.ts'
import type { RequestScope, SubgraphRequest } from '../requestScope.ts'
import { entitiesRead } from './entitiesRead.ts'
import { idsIn } from './idsIn.ts'
import { selectsOnlyIds } from './selectsOnlyIds.ts'

/** The mutations that change nothing and begin an export. */
const exportsOf: ReadonlySet<string> = new Set(['exportCustomer'])

/** Where the context of a request has the request. A member, because Apollo Server gives resolvers a copy of the context. */
export const requestOfContext = Symbol('the request of a context')

type Resolver = GraphQLFieldResolver<unknown, { readonly [requestOfContext]: SubgraphRequest }>

/**
 * The entries of changes that are part of the change that a request makes now, e.g. of `identifyCustomer` in
 * `recordMessage`, where both are in one process. The mutations of a request run one after the other.
 */
const partsOf = new WeakMap<RequestScope, Promise<unknown>[]>()

/**
 * Let the root fields of a subgraph note in the audit trail what they read and change.
 *
 * - A mutation's entry is stored before the field gives its answer. So every change that a caller was told of is in the
 *   trail. A process that dies between the change and the entry leaves a change without an entry, and a caller without
 *   an answer. When the entry cannot be stored, the field fails, as with an unknown outcome. What was refused, or failed,
 *   is noted without waiting.
 * - A mutation that another one calls in the same process does not wait for its entry: the other one waits for both,
 *   which are then stored together.
 * - A read is noted when its value is resolved, and stored soon after; the answer does not wait, unless the trail's
 *   buffer is full.
 *
 * The ids come from the value and from the arguments, see `idsIn`. Call it once for a schema, after all other guards; its
 * contexts need the member `requestOfContext`.
 */
export function auditRootFields(schema: GraphQLSchema, trail: AuditTrail): void {
  const wrappers = {
    [OperationTypeNode.MUTATION]: changing,
    [OperationTypeNode.QUERY]: reading,
    [OperationTypeNode.SUBSCRIPTION]: streaming,
  }
  for (const operation of Object.values(OperationTypeNode)) {
    const root = schema.getRootType(operation)
    for (const field of Object.values(root?.getFields() ?? {})) {
      if (field.name === '_service') continue
      const wrap = wrappers[operation]
      const resolve: Resolver = field.resolve ?? defaultFieldResolver
      if (operation !== OperationTypeNode.SUBSCRIPTION) field.resolve = wrap(field.name, resolve)
      else if (field.subscribe) field.subscribe = wrap(field.name, field.subscribe)
    }
  }

  function changing(name: string, resolve: Resolver): Resolver {
    return async (source, values: Record<string, unknown>, context, info) => {
      const request = context[requestOfContext]
      const entryOf = (outcome: AuditEntry['outcome'], value?: unknown): AuditEntry => ({
        kind: exportsOf.has(name) ? 'EXPORT' : 'CHANGE',
        field: name,
        ...idsIn(values, value),
        outcome,
        ...(isDryRun(values) && { details: { dryRun: true } }),
      })
      const outer = partsOf.get(request.scope)
      const parts: Promise<unknown>[] = []
      if (!outer) partsOf.set(request.scope, parts)
      let value: unknown
      try {
        value = await resolve(source, values, context, info)
      } catch (error) {
        trail.note(entryOf(isRefusal(error) ? 'REFUSED' : 'FAILED'), request)
        await Promise.allSettled(parts)
        throw error
      } finally {
        if (!outer) partsOf.delete(request.scope)
      }
      if (hasUserErrors(value)) {
        const entry = entryOf('REFUSED', value)
        if (parts.length > 0) parts.push(trail.record(entry, request))
        else trail.note(entry, request)
      } else if (outer) addPart(outer, trail.recordWithNext(entryOf('DONE', value), request))
      else parts.push(trail.record(entryOf('DONE', value), request))
      await Promise.all(parts)
      return value
    }
  }

  function reading(name: string, resolve: Resolver): Resolver {
    const read: Resolver = (source, values: Record<string, unknown>, context, info): unknown => {
      const request = context[requestOfContext]
      const note = (field: string, ids: Pick<AuditEntry, 'customerIds' | 'objectIds'>) =>
        trail.note({ kind: 'READ', field, ...ids, outcome: 'DONE' }, request)
      const result: unknown = resolve(source, values, context, info)
      if (name === '_entities') return entitiesRead(values, result, info, note)
      // Subgraphs ask so for the profiles of a customer.
      if (name === 'customer' && selectsOnlyIds(info)) return result
      const noted = (value: unknown) => {
        if (value === null || value === undefined) return value
        const { customerId, filter } = values
        // The trail itself names customers, and shows nothing else of them.
        const isTrail = name.startsWith('audit')
        const ids = idsIn({ customerId, filter }, isTrail ? null : value)
        if (isTrail || ids.customerIds.length + ids.objectIds.length > 0) note(`Query.${name}`, ids)
        return value
      }
      return result instanceof Promise ? result.then(noted) : noted(result)
    }
    return (source, values, context, info) => {
      const room = trail.room?.() ?? null
      return room ? room.then(() => read(source, values, context, info)) : read(source, values, context, info)
    }
  }

  function streaming(name: string, subscribe: Resolver): Resolver {
    return async (source, values: Record<string, unknown>, context, info) => {
      await trail.room?.()
      const events: unknown = await subscribe(source, values, context, info)
      trail.note(
        { kind: 'READ', field: `Subscription.${name}`, ...idsIn(values), outcome: 'DONE' },
        context[requestOfContext],
      )
      return events
    }
  }
}

/** Its error is that of the change that it is part of. */
function addPart(parts: Promise<unknown>[], stored: Promise<unknown>): void {
  stored.catch(() => undefined)
  parts.push(stored)
}

/** Whether an error says that the caller was wrong, so that nothing was changed. */
function isRefusal(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions['retryable'] !== true
}

function hasUserErrors(value: unknown): boolean {
  return isObject(value) && Array.isArray(value['userErrors']) && value['userErrors'].length > 0
}

function isDryRun({ input }: Record<string, unknown>): boolean {
  return isObject(input) && input['dryRun'] === true
}
