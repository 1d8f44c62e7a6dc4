/**
 * Run a command of an operator with the arguments of the process. What it throws is shown as one line, without a stack,
 * and the exit code is 1.
 */
export async function runCommand(main: (given: string[]) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
