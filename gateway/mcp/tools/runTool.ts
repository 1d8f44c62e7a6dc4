import type { GraphQLError } from 'graphql'
import { z } from 'zod'
import { maskThrown } from '../../../platform/errors/maskThrown.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import type { AskPrepared, PreparedAnswer } from '../askAsCaller.ts'
import type { Tool } from './tool.ts'

/** What is wrong, as tools answer it. */
export type ToolFault = { code: string; message: string } & Readonly<Record<string, unknown>>

export type ToolOutcome =
  /** `faults` are of parts of the answer, e.g. of fields that the caller may not have. */
  | { kind: 'answered'; value: Readonly<Record<string, unknown>>; faults: readonly ToolFault[] }
  /** At least one fault. */
  | { kind: 'refused'; faults: readonly ToolFault[] }

/** Run a tool with what a client gave. Never rejects: a fault of ours is logged and masked. */
export type RunTool = (tool: Tool, given: unknown) => Promise<ToolOutcome>

/** Faults of one answer that are shown; a removed field can give one for each interaction. */
const maxFaults = 20
/** What errors of the graph say besides their code, for programs. */
const shownExtensions = [
  'retryable',
  'retryAfterMs',
  'outcome',
  'serviceName',
  'errorId',
  'field',
  'limit',
  'value',
]

const userErrorsSchema = z.object({
  userErrors: z.array(z.looseObject({ code: z.string(), message: z.string() })),
})

export function createRunTool(ask: AskPrepared, logger: Logger): RunTool {
  return async (tool, given) => {
    try {
      return outcomeOf(tool, await ask(tool.document, tool.variablesOf(given)))
    } catch (error) {
      if (error instanceof z.ZodError) return { kind: 'refused', faults: inputFaults(error) }
      return { kind: 'refused', faults: [faultOf(maskThrown(error, logger))] }
    }
  }
}

function outcomeOf(tool: Tool, { data, errors }: PreparedAnswer): ToolOutcome {
  const faults = errors.slice(0, maxFaults).map(faultOf)
  const value = data && tool.valueOf(data)
  if (!value) return { kind: 'refused', faults: faults.length > 0 ? faults : [notFound] }
  const { data: refused } = userErrorsSchema.safeParse(value)
  if (refused && refused.userErrors.length > 0) return { kind: 'refused', faults: refused.userErrors }
  return { kind: 'answered', value, faults }
}

const notFound: ToolFault = { code: 'NOT_FOUND', message: 'there is none with this id that you may see' }

/** The faults of an input that has another form than its tool takes. */
function inputFaults({ issues }: z.ZodError): ToolFault[] {
  return issues.slice(0, maxFaults).map(({ path, message }) => ({
    code: 'BAD_USER_INPUT',
    message,
    field: path.map(String),
  }))
}

/** An error of the graph, which is masked already. */
function faultOf({ message, path, extensions }: GraphQLError): ToolFault {
  const { code } = extensions
  const shown = Object.entries(extensions).filter(([name]) => shownExtensions.includes(name))
  return {
    code: typeof code === 'string' ? code : 'BAD_USER_INPUT',
    message,
    ...(path && { path: [...path] }),
    ...Object.fromEntries(shown),
  }
}
