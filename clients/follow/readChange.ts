import type { Change, Identified } from './change.ts'
import type { GraphResult } from './connection/graphResult.ts'
import { isRecord } from './connection/isRecord.ts'

/** A change as the graph gives it: without `position`, and with what only the kit uses. */
export type RawChange<Shown> = Omit<Change<Shown>, 'position' | 'errors'> & {
  /** With LOG_JOINED: where to read what joined, by `changes`. */
  pageAfter?: string
}

/** The change in a result of a subscription; null when the result has none. */
export function readChange<Shown>({ data }: GraphResult, field: string): RawChange<Shown> | null {
  const event = data?.[field]
  return isChange<Shown>(event) ? event : null
}

/** Whether a value is a change. Of `interaction` the schema promises what the selection asks for. */
export function isChange<Shown>(value: unknown): value is RawChange<Shown> {
  return (
    isRecord(value) &&
    typeof value['change'] === 'string' &&
    typeof value['cursor'] === 'string' &&
    (value['interaction'] === null || isIdentified(value['interaction']))
  )
}

function isIdentified(value: unknown): value is Identified {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['revision'] === 'number'
}
