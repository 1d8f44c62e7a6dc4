import mongoose, { type Connection } from 'mongoose'
import { requestContext } from '../process/requestContext.ts'
import type { Span } from '../tracing/span.ts'

const { MongoServerError } = mongoose.mongo

/**
 * Makes a span of each command of a traced request: its name, its collection and its outcome, and nothing of what it
 * asks or answers. Commands outside of requests, such as those of leases and change streams, have none. The connection
 * must monitor its commands.
 */
export function traceCommands(connection: Connection): void {
  // By the id of the command. Each one ends, because the driver reports a lost connection as a failure.
  const open = new Map<number, Span>()
  const client = connection.getClient()
  client.on('commandStarted', ({ requestId, commandName, databaseName, command }) => {
    const { span } = requestContext()
    if (span === null) return
    const collection = collectionOf(commandName, command)
    const child = span.child({
      name: collection === null ? commandName : `${commandName} ${collection}`,
      kind: 'client',
      attributes: {
        'db.system.name': 'mongodb',
        'db.namespace': databaseName,
        'db.operation.name': commandName,
        ...(collection !== null && { 'db.collection.name': collection }),
      },
    })
    if (child) open.set(requestId, child)
  })
  function end(requestId: number, failure: string | null): void {
    open.get(requestId)?.end(failure)
    open.delete(requestId)
  }
  client.on('commandSucceeded', ({ requestId }) => end(requestId, null))
  client.on('commandFailed', ({ requestId, failure }) => end(requestId, failureOf(failure)))
}

/** The collection of a command, which is its first value, or that of the cursor that it reads on. */
function collectionOf(commandName: string, command: object): string | null {
  const first: unknown = Reflect.get(command, commandName)
  if (typeof first === 'string') return first
  const ofCursor: unknown = Reflect.get(command, 'collection')
  return typeof ofCursor === 'string' ? ofCursor : null
}

/** Its name or code; a message of MongoDB may have values. */
function failureOf(failure: Error): string {
  if (failure instanceof MongoServerError) return failure.codeName ?? String(failure.code)
  return failure.name
}
