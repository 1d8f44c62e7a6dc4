import type { Members } from './members.ts'

/** The size that Standard Webhooks recommends. */
const maximumBytes = 20_000

/** Members that were left out of a body because it would have been too long, by their names. */
export type Fitting = { kept: Members; leftOut: string[] }

/**
 * The text of a body of less than 20 kB. While it is longer, the largest of the members that may be left out is set to
 * null, or to an empty list. `write` makes the text of what is kept, and names what was left out, so that nothing is cut
 * without a sign.
 */
export function fittingBody(mayBeLeftOut: Members, write: (fitting: Fitting) => string): string {
  const kept = { ...mayBeLeftOut }
  const bySize = Object.entries(mayBeLeftOut)
    .map(([name, value]) => ({ name, bytes: Buffer.byteLength(JSON.stringify(value) ?? '') }))
    .sort((one, other) => other.bytes - one.bytes)
  const leftOut: string[] = []
  let text = write({ kept, leftOut })
  for (const { name } of bySize) {
    if (Buffer.byteLength(text) < maximumBytes) return text
    kept[name] = Array.isArray(kept[name]) ? [] : null
    leftOut.push(name)
    text = write({ kept, leftOut: [...leftOut].sort() })
  }
  if (Buffer.byteLength(text) < maximumBytes) return text
  throw new Error(`expected a body of less than ${maximumBytes} bytes, got ${Buffer.byteLength(text)}`)
}
