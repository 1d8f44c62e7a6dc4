import { z } from 'zod'

/** What a tool answers when the graph answered: the structured content, or null when there is nothing of this name. */
export type ToolValue = Readonly<Record<string, unknown>> | null

/** One MCP tool: one prepared document, how its variables are made, and how its answer reads. */
export type Tool = {
  name: string
  title: string
  /** For the model: what it does, when to use it, what comes back. */
  description: string
  /** Whether it changes nothing. */
  isReadOnly: boolean
  /** What a caller gives. The graph checks the values; this checks the form. */
  input: z.ZodObject
  /** The only operation that it runs. */
  document: string
  /** The variables of the document for an input; throws a ZodError when the input has another form. */
  variablesOf(input: unknown): Record<string, unknown>
  valueOf(data: Readonly<Record<string, unknown>>): ToolValue
  /** The answer in a few lines, for models that read no structured content. */
  textOf(value: Readonly<Record<string, unknown>>): string
}

const payload = z.record(z.string(), z.unknown()).nullable()

/** Define a tool, with its functions typed by its input. */
export function defineTool<Input extends z.ZodObject>({
  input,
  root,
  variables,
  value,
  ...tool
}: Omit<Tool, 'input' | 'variablesOf' | 'valueOf'> & {
  input: Input
  variables: (input: z.infer<Input>) => Record<string, unknown>
  /** The root field of the document whose value is the answer; or `value`. */
  root?: string
  value?: Tool['valueOf']
}): Tool {
  return {
    ...tool,
    input,
    variablesOf: (given) => variables(input.parse(given)),
    valueOf: value ?? ((data) => (root === undefined ? data : (payload.safeParse(data[root]).data ?? null))),
  }
}

/** The fault of an input whose form alone does not show it. */
export function formFault(path: string, message: string): z.ZodError {
  return new z.ZodError([{ code: 'custom', path: path === '' ? [] : [path], message, input: undefined }])
}
