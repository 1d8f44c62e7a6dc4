import type { Connection } from 'mongoose'
import { isObject } from '../../lang/isObject.ts'

/** Is called instead of a method of a collection. The options are the argument at `place`. */
export type Intercept = (method: (args: unknown[]) => unknown, args: unknown[], place: number) => unknown

/**
 * Call something else instead of some methods of the collections of a connection: of those of mongoose's models and of the
 * driver alike. `methods` has the place of the options by the name of the method. Call it before a model is created.
 */
export function interceptCollections(
  connection: Connection,
  methods: Readonly<Record<string, number>>,
  intercept: Intercept,
): void {
  const collectionOf: unknown = Reflect.get(connection, 'collection')
  const intercepted = new WeakSet<object>()
  Object.defineProperty(connection, 'collection', {
    value(...given: unknown[]) {
      const collection = call(collectionOf, connection, given)
      if (typeof collection !== 'object' || collection === null || intercepted.has(collection))
        return collection
      intercepted.add(collection)
      for (const [name, place] of Object.entries(methods)) {
        const method: unknown = Reflect.get(collection, name)
        const original = (args: unknown[]) => call(method, collection, args)
        Object.defineProperty(collection, name, {
          value: (...args: unknown[]) => intercept(original, args, place),
          // It may be intercepted again.
          configurable: true,
        })
      }
      return collection
    },
    configurable: true,
  })
}

/** The options among the arguments. */
export function optionsOf(args: readonly unknown[], place: number): Readonly<Record<string, unknown>> {
  const given = args[place]
  return isObject(given) ? given : {}
}

/** The arguments with these options too. */
export function withOptions(args: readonly unknown[], place: number, more: object): unknown[] {
  const all = Array.from({ length: Math.max(args.length, place + 1) }, (_, index) => args[index])
  all[place] = { ...optionsOf(args, place), ...more }
  return all
}

function call(method: unknown, owner: object, args: unknown[]): unknown {
  if (typeof method !== 'function') throw new Error('expected a method of a connection or collection')
  return Reflect.apply(method, owner, args)
}
