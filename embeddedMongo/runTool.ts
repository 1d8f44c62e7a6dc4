import { spawn } from 'node:child_process'
import type { Environment } from './embeddedMongoOptions.ts'

export type ToolResult = {
  /** The exit code; null when a signal ended it, 127 when there is no such program. */
  code: number | null
  stdout: string
  stderr: string
}

/** Runs a program to its end and returns its output. Never rejects: a failure is in the exit code. */
export function runTool(
  command: string,
  args: readonly string[],
  environment: Environment,
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const result: ToolResult = { code: null, stdout: '', stderr: '' }
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment })
    child.stdout.setEncoding('utf8').on('data', (text: string) => (result.stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (result.stderr += text))
    child.once('error', (error) => resolve({ ...result, code: 127, stderr: error.message }))
    child.once('close', (code) => resolve({ ...result, code }))
  })
}
