import { limited } from './limited.ts'

/** A name in the length that Elo accepts. */
export function limitedName(name: string | null | undefined): string | null {
  return typeof name === 'string' ? limited(name, 255) : null
}
