import type { Environment } from '../embeddedMongoOptions.ts'
import { runTool } from '../runTool.ts'

/**
 * The version of the mongod at `path`, found by running it. Throws, with the reason in one sentence, when it
 * does not run here or is older than the 6.0 that Elo's queries need.
 */
export async function mongodVersion(path: string, environment: Environment): Promise<string> {
  const { code, stdout, stderr } = await runTool(path, ['--version'], environment)
  const version = /^db version v(\d+\.\d+\.\d+\S*)/m.exec(stdout)?.[1]
  if (code !== 0 || version === undefined) {
    throw new Error(
      `${path} does not run here: ${firstLine(stderr || stdout) || `it left with code ${code}`}`,
    )
  }
  if (Number.parseInt(version, 10) < 6)
    throw new Error(`${path} is MongoDB ${version}; Elo needs 6.0 or newer`)
  return version
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}
