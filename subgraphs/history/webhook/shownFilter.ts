import { isObject } from '../../../platform/lang/isObject.ts'
import type { WebhookFilter } from '../schemaTypes.ts'

const lists = [
  'channels',
  'kinds',
  'departments',
  'actorKinds',
  'visibilities',
  'matters',
  'actors',
  'models',
  'customerIds',
  'tags',
] as const satisfies readonly (keyof WebhookFilter)[]

/** A stored filter with null for what it does not have; null for none. It is stored as a `FeedFilter` only. */
export function shownFilter(filter: object | null): WebhookFilter | null {
  if (!isObject(filter)) return null
  const shown = Object.fromEntries(lists.map((name) => [name, filter[name] ?? null]))
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the mutations store nothing else
  return shown as WebhookFilter
}
