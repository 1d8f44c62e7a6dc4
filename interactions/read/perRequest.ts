import type { Connection } from 'mongoose'
import type { RequestScope } from '../../platform/subgraph/requestScope.ts'

/** Gives what a request has over a connection; `create` makes it at the first call. */
export type PerRequest<Value> = (connection: Connection, scope: RequestScope, create: () => Value) => Value

/** A value for each request and connection. Subgraphs that share a connection share the values of a request. */
export function createPerRequest<Value extends object>(): PerRequest<Value> {
  const values = new WeakMap<Connection, WeakMap<RequestScope, Value>>()
  return (connection, scope, create) => {
    const ofConnection = values.get(connection) ?? new WeakMap<RequestScope, Value>()
    values.set(connection, ofConnection)
    const value = ofConnection.get(scope) ?? create()
    ofConnection.set(scope, value)
    return value
  }
}
