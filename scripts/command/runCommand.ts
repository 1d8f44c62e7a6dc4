import '../../platform/process/requireNode.ts'
import '../../platform/process/settings/loadEnvFile.ts'
import { type CommandLine, readCommandLine, UsageError } from '../../platform/process/commandLine.ts'

/**
 * Run a command of an operator with the arguments of the process. `--help` prints the usage and ends with 0, without
 * running it. A UsageError, also one that `run` throws, is shown with the usage, and the exit code is 2. Anything else
 * that it throws is shown as one line, without a stack, and the exit code is 1. Otherwise the exit code is what `run`
 * resolves to.
 */
export async function runCommand<const Options extends Parameters<typeof readCommandLine>[1]['options']>({
  usage,
  options,
  maxPositionals = 0,
  run,
}: {
  usage: string
  options: Options
  maxPositionals?: number
  run: (given: CommandLine<Options>) => Promise<number>
}): Promise<void> {
  try {
    const given = readCommandLine(process.argv.slice(2), { options, maxPositionals })
    if (given === 'help') console.log(usage)
    else process.exitCode = await run(given)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    if (error instanceof UsageError) console.error(`\n${usage}`)
    process.exitCode = error instanceof UsageError ? 2 : 1
  }
}
