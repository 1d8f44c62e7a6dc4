import type { Connection } from 'mongoose'
import { readDeadline } from './readDeadline.ts'

/** The methods that only read, and the index of the argument that holds their options. */
const placeOfOptions = {
  find: 1,
  findOne: 1,
  aggregate: 1,
  countDocuments: 1,
  distinct: 2,
  estimatedDocumentCount: 0,
} as const

/**
 * Send `maxTimeMS`, the remaining time until the read deadline, with every read through this connection, by mongoose
 * and by the driver's collections alike. So MongoDB stops a read when its request has ended. A read with a shorter
 * `maxTimeMS` keeps it; outside of requests nothing is added. Call it before a model is created.
 */
export function boundReads(connection: Connection): void {
  const collectionOf: unknown = Reflect.get(connection, 'collection')
  const bound = new WeakSet<object>()
  Object.defineProperty(connection, 'collection', {
    value(...given: unknown[]) {
      const collection = call(collectionOf, connection, given)
      if (typeof collection !== 'object' || collection === null || bound.has(collection)) return collection
      bound.add(collection)
      for (const [name, place] of Object.entries(placeOfOptions)) {
        const read: unknown = Reflect.get(collection, name)
        Object.defineProperty(collection, name, {
          value: (...args: unknown[]) => call(read, collection, bounded(args, place)),
        })
      }
      return collection
    },
  })
}

function call(method: unknown, owner: object, args: unknown[]): unknown {
  if (typeof method !== 'function') throw new Error('expected a method of a connection or collection')
  return Reflect.apply(method, owner, args)
}

function bounded(args: unknown[], place: number): unknown[] {
  const endsAt = readDeadline()
  if (endsAt === Infinity) return args
  const given = args[place]
  const options = typeof given === 'object' && given !== null ? given : {}
  const own = 'maxTimeMS' in options && typeof options.maxTimeMS === 'number' ? options.maxTimeMS : Infinity
  // 0 would mean no bound.
  const maxTimeMS = Math.max(1, Math.min(own, Math.ceil(endsAt - Date.now())))
  const all = Array.from({ length: Math.max(args.length, place + 1) }, (_, index) => args[index])
  all[place] = { ...options, maxTimeMS }
  return all
}
