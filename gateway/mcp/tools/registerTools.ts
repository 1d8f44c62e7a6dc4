import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { toolResult } from '../text/toolResult.ts'
import type { RunTool } from './runTool.ts'
import type { Tool } from './tool.ts'
import { tools } from './tools.ts'

/**
 * A schema that lists the form of the input, converted once, and accepts every value: `runTool` checks the input, so that
 * its faults have a code as all others do.
 */
function listedSchema({ input }: Tool) {
  const json = z.toJSONSchema(input, { io: 'input' })
  return {
    '~standard': {
      version: 1 as const,
      vendor: 'elo',
      validate: (value: unknown) => ({ value }),
      jsonSchema: { input: () => json, output: () => json },
    },
  }
}

const listed = tools.map((tool) => ({ tool, inputSchema: listedSchema(tool) }))

export function registerTools(server: McpServer, run: RunTool): void {
  for (const { tool, inputSchema } of listed) {
    const { name, title, description, isReadOnly } = tool
    const annotations = { readOnlyHint: isReadOnly, destructiveHint: false, openWorldHint: false }
    server.registerTool(name, { title, description, inputSchema, annotations }, async (given: unknown) =>
      toolResult(tool, await run(tool, given ?? {})),
    )
  }
}
