import { parse, printParseErrorCode, visit } from 'jsonc-parser'

/** A text of JSON: its value, with the line of everything in it; or its first fault, with the line. */
export type LinesOfJson = {
  value: unknown
  /** The line, from 1, of every member and item, by its path as JSON. */
  lines: Map<string, number>
  /** Members with a name that their object has twice. */
  repeated: string[][]
  fault?: { line: number; reason: string }
}

/** What the parser expected, by the name of its error. */
const expectations: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'a name in double quotes',
  ValueExpected: 'a value',
  ColonExpected: ':',
  CommaExpected: 'a comma',
  CloseBraceExpected: '}',
  CloseBracketExpected: ']',
  EndOfFileExpected: 'nothing more',
}

/** Parse JSON as `JSON.parse` does, and record the lines. */
export function linesOfJson(text: string): LinesOfJson {
  const lines = new Map<string, number>()
  const repeated: string[][] = []
  let fault: LinesOfJson['fault']

  const record = (path: readonly (string | number)[], startLine: number): void => {
    const key = JSON.stringify(path.map(String))
    if (!lines.has(key)) lines.set(key, startLine + 1)
  }
  visit(
    text,
    {
      onObjectProperty(name, _offset, _length, startLine, _character, pathOf) {
        const path = [...pathOf(), name]
        if (lines.delete(JSON.stringify(path.map(String)))) repeated.push(path.map(String))
        record(path, startLine)
      },
      onObjectBegin: (_offset, _length, startLine, _character, pathOf) => record(pathOf(), startLine),
      onArrayBegin: (_offset, _length, startLine, _character, pathOf) => record(pathOf(), startLine),
      onLiteralValue: (_value, _offset, _length, startLine, _character, pathOf) =>
        record(pathOf(), startLine),
      onError(code, offset) {
        const rest = text.slice(offset).trimStart()
        const end = rest === '' ? text.trimEnd().length : text.length - rest.length
        const got = rest === '' ? 'the end of the file' : (rest.split('\n')[0] ?? '').slice(0, 40)
        fault ??= {
          line: text.slice(0, end).split('\n').length,
          reason: `expected ${expectations[printParseErrorCode(code)] ?? 'JSON'}, got ${got}`,
        }
      },
    },
    { disallowComments: true },
  )
  return { value: parse(text), lines, repeated, ...(fault && { fault }) }
}
