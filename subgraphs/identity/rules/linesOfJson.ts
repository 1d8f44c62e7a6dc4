/** A text of JSON: its value, with the line of everything in it; or its fault, with the offset. */
export type LinesOfJson = {
  value: unknown
  /** The line, from 1, of every member and item, by its path as JSON. */
  lines: Map<string, number>
  /** Members with a name that their object has twice. */
  repeated: string[][]
  fault?: { offset: number; reason: string }
}

const token =
  /\s*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])))/uy

/** The line, from 1, in which an offset is. */
export function lineOfOffset(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

class Fault extends Error {
  readonly offset: number
  constructor(offset: number, reason: string) {
    super(reason)
    this.offset = offset
  }
}

/** Parse JSON as `JSON.parse` does, and record the lines. */
export function linesOfJson(text: string): LinesOfJson {
  const lines = new Map<string, number>()
  const repeated: string[][] = []
  let at = 0

  function next(): { text: string; start: number } | null {
    token.lastIndex = at
    const match = token.exec(text)
    if (!match) return null
    const found = match[1] ?? match[2] ?? match[3] ?? ''
    at = token.lastIndex
    return { text: found, start: at - found.length }
  }

  function wrong(expected: string): never {
    const rest = text.slice(at).trimStart()
    const offset = text.length - rest.length
    throw new Fault(
      rest === '' ? text.trimEnd().length : offset,
      `expected ${expected}, got ${rest === '' ? 'the end of the file' : (rest.split('\n')[0] ?? '').slice(0, 40)}`,
    )
  }

  function take(expected: string): void {
    const before = at
    if (next()?.text === expected) return
    at = before
    wrong(expected)
  }

  function is(expected: string): boolean {
    const before = at
    if (next()?.text === expected) return true
    at = before
    return false
  }

  function object(path: string[]): unknown {
    const members = new Map<string, unknown>()
    if (is('}')) return {}
    do {
      const before = at
      const name = next()
      if (!name?.text.startsWith('"')) {
        at = before
        wrong('a name in double quotes')
      }
      const key = String(JSON.parse(name.text))
      lines.set(JSON.stringify([...path, key]), lineOfOffset(text, name.start))
      if (members.has(key)) repeated.push([...path, key])
      take(':')
      members.set(key, read([...path, key]))
    } while (is(','))
    take('}')
    return Object.fromEntries(members)
  }

  function array(path: string[]): unknown {
    const items: unknown[] = []
    if (is(']')) return items
    do {
      const before = at
      const itemPath = [...path, String(items.length)]
      const first = next()
      at = before
      if (first) lines.set(JSON.stringify(itemPath), lineOfOffset(text, first.start))
      items.push(read(itemPath))
    } while (is(','))
    take(']')
    return items
  }

  function read(path: string[]): unknown {
    const before = at
    const first = next()
    if (first?.text === '{') return object(path)
    if (first?.text === '[') return array(path)
    if (!first || /^[}\],:]/u.test(first.text)) {
      at = before
      wrong('a value')
    }
    return JSON.parse(first.text)
  }

  try {
    const value = read([])
    if (text.slice(at).trim() !== '') wrong('nothing more')
    return { value, lines, repeated }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { value: undefined, lines, repeated, fault: { offset: error.offset, reason: error.message } }
  }
}
