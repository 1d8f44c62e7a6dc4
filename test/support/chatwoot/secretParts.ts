import { expectedHistory } from './expectedHistory.ts'

/** All parts of the samples' secrets with eight characters. The uuid of a link is a secret of its own. */
const parts = expectedHistory()
  .secrets.filter((secret) => !secret.startsWith('https://'))
  .flatMap((secret) =>
    Array.from({ length: Math.max(1, secret.length - 7) }, (_, start) => secret.slice(start, start + 8)),
  )

/** The parts of secrets that a text has. */
export function secretPartsIn(text: string): string[] {
  return parts.filter((part) => text.includes(part))
}
