import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'

const printedSchema = z.object({ stdout: z.string(), stderr: z.string() })

/** Run a command in a folder and give what it printed; rejects with what it printed when it fails. */
export async function runCommand(
  cwd: string,
  environment: Record<string, string>,
  command: string,
  ...parameters: string[]
): Promise<string> {
  try {
    const env = { ...process.env, ...environment }
    const { stdout } = await promisify(execFile)(command, parameters, { cwd, env })
    return stdout
  } catch (error) {
    const { stdout, stderr } = printedSchema.parse(error)
    throw new Error(`${command} failed:\n${stdout}${stderr}`, { cause: error })
  }
}
