import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'

/** The defaults of a number: without and with `--quick`. */
export type Size = { usual: number; quick: number }

export type Options<Name extends string> = {
  size(name: Name): number
  connections: number[]
  /** Only contestants whose name contains this. */
  only: string
  /** A smoke run: below a minute, nothing is written. */
  isQuick: boolean
  /** Options of Node with which Elo writes a CPU profile into `.data/profiles`, if `--profile` is given. */
  profiling: string[]
  withHive: boolean
  /** Measure what sign-in and the rest of the protection cost, and nothing else. */
  withAuth: boolean
  /** Where the result files go. */
  out: URL
}

/** The options of a benchmark's command line. Throws at an unknown option, and at a size that is not a number. */
export function readOptions<Name extends string>(sizes: Record<Name, Size>): Options<Name> {
  const isText = { type: 'string' as const }
  const isFlag = { type: 'boolean' as const, default: false }
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(Object.keys(sizes).map((name) => [name, isText])),
      only: { ...isText, default: '' },
      connections: { ...isText, default: '1,16' },
      out: { ...isText, default: 'bench/results' },
      quick: isFlag,
      profile: isFlag,
      'with-hive': isFlag,
      auth: isFlag,
    },
  })
  const given: Record<string, unknown> = values
  return {
    size(name) {
      const { usual, quick } = sizes[name]
      return given[name] === undefined ? (values.quick ? quick : usual) : toNumber(name, given[name])
    },
    connections: values.connections.split(',').map((text) => toNumber('connections', text)),
    only: values.only,
    isQuick: values.quick,
    profiling: values.profile ? ['--cpu-prof', '--cpu-prof-dir=.data/profiles'] : [],
    withHive: values['with-hive'],
    withAuth: values.auth,
    out: pathToFileURL(`${values.out}/`),
  }
}

function toNumber(name: string, text: unknown): number {
  const number = Number(text)
  if (!(number > 0)) throw new Error(`--${name}: expected a number above 0, got ${String(text)}`)
  return number
}
