import { Client, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client'
import { z } from 'zod'

/** The eras of the protocol: with sessions, which Elo has none of, and without. */
export const eras = ['2025', '2026'] as const
export type Era = (typeof eras)[number]

/** A client of the SDK that speaks one era. */
export function createMcpClient(era: Era): Client {
  const mode = era === '2025' ? 'legacy' : { pin: '2026-07-28' }
  return new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } })
}

/** A client of the SDK, connected to the endpoint of a gateway or by another transport. */
export async function connectMcp({
  url,
  era,
  headers = {},
  fetch = globalThis.fetch,
  transport = new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit: { headers }, fetch }),
}: {
  url: string
  era: Era
  headers?: Record<string, string>
  fetch?: typeof globalThis.fetch
  transport?: Transport
}): Promise<Client> {
  const client = createMcpClient(era)
  await client.connect(transport)
  return client
}

const resultSchema = z.object({
  isError: z.boolean().default(false),
  content: z.array(z.object({ type: z.literal('text'), text: z.string() })).length(1),
  structuredContent: z.record(z.string(), z.unknown()),
})

/** What a tool answers: whether it is an error, its text, its structured content. */
export async function callTool(client: Client, name: string, args: Record<string, unknown> = {}) {
  const { isError, content, structuredContent } = resultSchema.parse(
    await client.callTool({ name, arguments: args }),
  )
  return { isError, text: content[0]?.text ?? '', structured: structuredContent }
}
