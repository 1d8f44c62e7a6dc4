import type { Connection } from './connection/createConnection.ts'
import { endOf } from './connection/graphResult.ts'
import { Interruption } from './connection/interruption.ts'
import type { GraphError } from './change.ts'
import { type RawChange, readChange } from './readChange.ts'

/** A raw change with what could not be read of it. */
export type Delivered<Shown> = { change: RawChange<Shown>; errors: readonly GraphError[] }

/** How often a change is asked for again whose interaction cannot be read. */
export const mostReadings = 5

/**
 * One subscription after the other, each from where the one before it ended. `variables` is called for each, and gives
 * the position of what was handled last. Ends when the signal is aborted, and after ACCESS_LOST. A caller that ends it
 * leaves the connection.
 */
export async function* followStream<Shown>({
  connection,
  document,
  field,
  variables,
  isToResume = () => false,
}: {
  connection: Connection
  document: string
  field: string
  variables: () => Readonly<Record<string, unknown>>
  /** Whether to resume after an error that is final as a rule. */
  isToResume?: (error: unknown) => boolean
}): AsyncGenerator<Delivered<Shown>, void, void> {
  /** How often the next change could not be read. */
  let readings = 0
  while (!connection.signal.aborted) {
    try {
      for await (const result of connection.subscribe(document, variables())) {
        const { errors } = result
        const change = readChange<Shown>(result, field)
        if (!change) throw endOf(errors)
        if (change.interaction === null && readings < mostReadings && errors.some(isForNow)) {
          readings += 1
          throw new Interruption('the interaction of a change cannot be read now')
        }
        if (change.change !== 'POSITION') {
          connection.succeeded()
          readings = 0
        }
        yield { change, errors }
        if (change.change === 'ACCESS_LOST') return
      }
      if (connection.signal.aborted) return
      await connection.waitAfter(new Interruption('the stream was completed'))
    } catch (error) {
      if (connection.signal.aborted) return
      if (error instanceof Interruption) await connection.waitAfter(error)
      else if (isToResume(error)) await connection.waitAfter(new Interruption(String(error)))
      else throw error
    }
  }
}

/** Whether the same request can succeed later. */
export function isForNow({ extensions }: GraphError): boolean {
  return extensions?.['retryable'] === true
}
