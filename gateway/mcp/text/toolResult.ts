import type { CallToolResult } from '@modelcontextprotocol/server'
import type { Tool } from '../tools/tool.ts'
import type { ToolFault, ToolOutcome } from '../tools/runTool.ts'

/**
 * The result of a tool: structured content, and the same in a few lines of text. What was refused is an error with code
 * and message in both. Faults of parts of an answer stand beside it, in `errors`.
 */
export function toolResult(tool: Tool, outcome: ToolOutcome): CallToolResult {
  const { faults } = outcome
  const errors = faults.length > 0 ? { errors: [...faults] } : {}
  if (outcome.kind === 'refused')
    return { isError: true, content: [{ type: 'text', text: faultLines(faults) }], structuredContent: errors }
  return {
    content: [{ type: 'text', text: outcomeText(tool, outcome) }],
    structuredContent: { ...outcome.value, ...errors },
  }
}

/** An answer in lines, with the faults of its parts. */
export function outcomeText(tool: Tool, { value, faults }: ToolOutcome & { kind: 'answered' }): string {
  const text = tool.textOf(value)
  return faults.length > 0 ? `${text}\nnot shown:\n${faultLines(faults)}` : text
}

export function faultLines(faults: readonly ToolFault[]): string {
  return faults.map(faultLine).join('\n')
}

function faultLine({ code, message, field, outcome, retryable }: ToolFault): string {
  const more = [
    ...(Array.isArray(field) && field.length > 0 ? [`field ${field.join('.')}`] : []),
    ...(typeof outcome === 'string' ? [`outcome ${outcome}`] : []),
    ...(retryable === true ? ['try again later'] : []),
  ]
  return `${code}: ${message}${more.length > 0 ? ` (${more.join(', ')})` : ''}`
}
