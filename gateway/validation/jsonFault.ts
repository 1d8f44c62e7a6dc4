import { isExactNumber, isWholeText } from '../../platform/lang/exactJson.ts'

const maxDepth = 100

/**
 * Why the variables of a request could not be stored unchanged: a number that JSON does not hold exactly, half of a
 * surrogate pair, values that are nested too deeply, or too many values. Null when they can.
 */
export function jsonFault(variables: Record<string, unknown>, maxValues: number): string | null {
  let values = 0
  const path: (string | number)[] = ['variables']
  const fault = (expected: string) => `${path.join('.').slice(0, 200)}: expected ${expected}`

  function faultOf(value: unknown): string | null {
    values += 1
    if (values > maxValues) return `variables: expected at most ${maxValues} values, got more`
    if (typeof value === 'string')
      return isWholeText(value) ? null : fault('whole characters, got half of a surrogate pair')
    if (typeof value === 'number')
      return isExactNumber(value)
        ? null
        : fault('a number that JSON holds exactly; send larger ones as texts')
    if (typeof value !== 'object' || value === null) return null
    if (path.length > maxDepth) return fault(`at most ${maxDepth} levels of values`)
    const members: Iterable<[string | number, unknown]> = Array.isArray(value)
      ? value.entries()
      : Object.entries(value)
    for (const [name, member] of members) {
      path.push(name)
      const found =
        typeof name === 'string' && !isWholeText(name) ? fault('whole characters') : faultOf(member)
      if (found) return found
      path.pop()
    }
    return null
  }
  return faultOf(variables)
}
