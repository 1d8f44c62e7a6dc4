import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { type ClientAnswer, codesOf, type ConnectedClient } from './connectedClient.ts'
import { createFollowed } from './createFollowed.ts'

const recipes = fileURLToPath(new URL('../recipes/', import.meta.url))
const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string(), extensions: z.unknown() })).optional(),
})

function answerOf(json: string): ClientAnswer {
  const { data, errors } = answerSchema.parse(JSON.parse(json))
  return { data: data ?? null, codes: codesOf(errors) }
}

/** Run a command that prints one answer. */
async function answerOfCommand(command: string, ...parameters: string[]): Promise<ClientAnswer> {
  const { stdout } = await promisify(execFile)(command, parameters, { cwd: recipes })
  return answerOf(stdout)
}

/** Run a command that prints an answer in each line for which `jsonOf` gives one. */
function followCommand(jsonOf: (line: string) => string | null, command: string, ...parameters: string[]) {
  return createFollowed((push) => {
    const child = spawn(command, parameters, { cwd: recipes, stdio: ['ignore', 'pipe', 'inherit'] })
    createInterface(child.stdout).on('line', (line) => {
      const json = jsonOf(line)
      if (json !== null) push(answerOf(json))
    })
    return () => void child.kill()
  })
}

/** The recipes of curl, as a shell runs them. */
export function curlCalls(url: string): ConnectedClient {
  return {
    ask: (query, variables) =>
      query.startsWith('mutation')
        ? answerOfCommand('sh', 'change.sh', url, 'no-key', JSON.stringify({ query, variables }))
        : answerOfCommand('sh', 'ask.sh', url, 'no-key', query, JSON.stringify(variables)),
    follow: (query, variables) =>
      followCommand(
        (line) => (line.startsWith('data: {') ? line.slice('data: '.length) : null),
        'sh',
        'follow.sh',
        url,
        'no-key',
        query,
        JSON.stringify(variables),
      ),
    close: () => undefined,
  }
}

/** The recipes of Python's gql. `python` is the interpreter that has it. */
export function pythonCalls(python: string, url: string): ConnectedClient {
  return {
    ask: (query, variables) => answerOfCommand(python, 'ask.py', url, query, JSON.stringify(variables)),
    follow: (query, variables) =>
      followCommand(
        (line) => line,
        python,
        'follow.py',
        url.replace(/^http/, 'ws'),
        query,
        JSON.stringify(variables),
      ),
    close: () => undefined,
  }
}
