import { maskIdentifier } from './maskIdentifier.ts'
import { maskText } from './maskText.ts'

/** An account name that stands in the place of a name, e.g. `mari.pedala` or `@joao_silva`. */
const handle = /^@?(?=[a-z\d._]*[\d._])[a-z\d._]{3,30}$/u

/** A name as it is shown without `pii:read`: as any text, but one that is an account name is an identifier. */
export function maskName(name: string): string {
  return handle.test(name.trim()) ? maskIdentifier(name) : maskText(name)
}
