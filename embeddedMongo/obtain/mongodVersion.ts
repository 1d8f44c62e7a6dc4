import { childEnvironment } from '../childEnvironment.ts'
import type { Environment } from '../embeddedMongoOptions.ts'
import { runTool } from '../runTool.ts'

/**
 * Runs the mongod at `path` to find its version. Throws, with the reason in one sentence, when it does not run on this
 * machine or is older than 6.0, which Elo's queries need.
 */
export async function mongodVersion(path: string, environment: Environment): Promise<string> {
  const { code, stdout, stderr } = await runTool(path, ['--version'], childEnvironment(environment))
  const version = /^db version v(\d+\.\d+\.\d+\S*)/m.exec(stdout)?.[1]
  if (code !== 0 || version === undefined) {
    throw new Error(
      `${path} does not run here: ${firstLine(stderr || stdout) || `it exited with code ${code}`}`,
    )
  }
  if (Number.parseInt(version, 10) < 6)
    throw new Error(`${path} is MongoDB ${version}; Elo needs 6.0 or newer`)
  return version
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}
