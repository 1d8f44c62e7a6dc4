import { parseArgs, type ParseArgsConfig } from 'node:util'

/** A fault of the command line. Its message says what was expected, and what came. */
export class UsageError extends Error {
  override name = 'UsageError'
}

type Options = NonNullable<ParseArgsConfig['options']>

/** What was given on a command line. `values` has the options that were given, or that have a default. */
export type CommandLine<Given extends Options> = {
  values: ReturnType<
    typeof parseArgs<{ options: Given; allowPositionals: true; strict: true; args: string[] }>
  >['values']
  positionals: string[]
}

/**
 * Read a command line: `help` when it asks for help by `--help` or `-h`, whatever else it has. Throws a UsageError for
 * unknown options and for more positional arguments than `maxPositionals`.
 */
export function readCommandLine<const Given extends Options>(
  args: readonly string[],
  { options, maxPositionals = 0 }: { options: Given; maxPositionals?: number },
): CommandLine<Given> | 'help' {
  const end = args.indexOf('--')
  const before = end < 0 ? args : args.slice(0, end)
  if (before.some((arg) => arg === '--help' || arg === '-h')) return 'help'
  const { values, positionals } = parse(args, options)
  const extra = positionals[maxPositionals]
  if (extra !== undefined) throw new UsageError(`expected no further argument, got ${JSON.stringify(extra)}`)
  return { values, positionals }
}

function parse<const Given extends Options>(args: readonly string[], options: Given): CommandLine<Given> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
