import type { Connection } from 'mongoose'
import { interceptCollections, optionsOf, withOptions } from './interceptCollections.ts'
import { readDeadline } from '../readDeadline.ts'
import { readMethods } from './readMethods.ts'

/**
 * Send `maxTimeMS`, the remaining time until the read deadline, with every read through this connection, by mongoose
 * and by the driver's collections alike. So MongoDB stops a read when its request has ended. A read with a shorter
 * `maxTimeMS` keeps it; outside of requests nothing is added. Call it before a model is created.
 */
export function boundReads(connection: Connection): void {
  interceptCollections(connection, readMethods, (read, args, place) => read(bounded(args, place)))
}

function bounded(args: unknown[], place: number): unknown[] {
  const endsAt = readDeadline()
  if (endsAt === Infinity) return args
  const { maxTimeMS } = optionsOf(args, place)
  const own = typeof maxTimeMS === 'number' ? maxTimeMS : Infinity
  // 0 would mean no bound.
  return withOptions(args, place, { maxTimeMS: Math.max(1, Math.min(own, Math.ceil(endsAt - Date.now()))) })
}
