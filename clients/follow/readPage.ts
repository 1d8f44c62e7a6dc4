import type { GraphError } from './change.ts'
import type { Connection } from './connection/createConnection.ts'
import { endOf } from './connection/graphResult.ts'
import { Interruption } from './connection/interruption.ts'
import { isRecord } from './connection/isRecord.ts'
import { isForNow, mostReadings } from './followStream.ts'
import { isChange, type RawChange } from './readChange.ts'

/** An answer of `changes`. */
export type Page<Shown> = {
  events: RawChange<Shown>[]
  cursor: string
  hasMore: boolean
  errors: readonly GraphError[]
}

/** Read a page; again, after pauses, while it cannot be read. Throws a FollowError when it is refused. */
export async function readPage<Shown>(
  connection: Connection,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Page<Shown>> {
  for (let readings = 0; ; readings += 1) {
    const { data, errors } = await connection.ask(document, variables)
    const page = data?.['changes']
    const isWhole = !errors.some(isForNow) || readings >= mostReadings
    if (isWhole && isPage<Shown>(page)) return { ...page, errors }
    const end = isPage(page) ? new Interruption('a part of the page cannot be read now') : endOf(errors)
    if (!(end instanceof Interruption)) throw end
    await connection.waitAfter(end)
    if (connection.signal.aborted) throw end
  }
}

function isPage<Shown>(value: unknown): value is Omit<Page<Shown>, 'errors'> {
  if (!isRecord(value)) return false
  const { events, cursor, hasMore } = value
  return (
    typeof cursor === 'string' &&
    typeof hasMore === 'boolean' &&
    Array.isArray(events) &&
    events.every((event) => isChange<Shown>(event))
  )
}
