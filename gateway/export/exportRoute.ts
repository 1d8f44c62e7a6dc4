import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError } from 'graphql'
import { callerError } from '../../platform/errors/errors.ts'
import type { HttpRoute } from '../../platform/http/httpServer.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { Graph, GraphCaller } from '../graph.ts'
import type { Origins } from '../http/origins.ts'
import { reasonHeaderOf } from '../http/reasonHeader.ts'
import { sendRefusal } from '../http/sendRefusal.ts'
import { type AskAsCaller, exportCustomer, type ExportLine, ownPurpose } from './customerExport.ts'
import { htmlExport } from './htmlExport.ts'

/** How an export is written. */
type Format = {
  name: 'JSONL' | 'HTML'
  contentType: string
  begin: string
  end: string
  line(line: ExportLine): string
  failed(message: string, code: string): string
}

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  [
    'jsonl',
    {
      name: 'JSONL',
      contentType: 'application/jsonl; charset=utf-8',
      begin: '',
      end: '',
      line: (line) => `${JSON.stringify(line)}\n`,
      failed: (message, code) => `${JSON.stringify({ type: 'error', code, message })}\n`,
    },
  ],
  ['html', { name: 'HTML', contentType: 'text/html; charset=utf-8', ...htmlExport }],
])

/** The path of exports, to which the customer's id is added. */
const exportPath = '/export/customers/'

const scope = 'privacy:write'

/**
 * `GET /export/customers/<id>?format=jsonl|html&purpose=…&notes=true&after=<cursor>`: everything that the graph shows of a
 * customer to the caller, written as it is read. What is refused before the first line has a status; a failure after it
 * is the last line, and the cursor of the line before it continues.
 */
export function createExportRoute({
  graph,
  origins,
  principalOf,
}: {
  graph: Graph
  origins: Origins
  /** Rejects with a GraphQLError to refuse. */
  principalOf: (request: IncomingMessage) => Promise<Principal>
}): HttpRoute {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (origins.answered(request, response)) return
    const url = new URL(request.url ?? '/', 'http://localhost')
    const format = formats.get(url.searchParams.get('format') ?? 'jsonl')
    const closing = new AbortController()
    response.once('close', () => closing.abort())
    try {
      const principal = await principalOf(request)
      if (!principal.scopes.includes(scope))
        throw callerError('FORBIDDEN', `export: expected a caller with the scope ${scope}`)
      if (!format) throw callerError('BAD_USER_INPUT', 'format: expected jsonl or html, got another one')
      const includesNotes = url.searchParams.get('notes') === 'true'
      if (includesNotes && !principal.scopes.includes('notes:read'))
        throw callerError('FORBIDDEN', 'notes: expected a caller with the scope notes:read')
      const lines = exportCustomer(
        askerOf(graph, { principal, signal: closing.signal, reason: reasonHeaderOf(request) }),
        {
          customerId: customerIdIn(url.pathname),
          purpose: url.searchParams.get('purpose') ?? ownPurpose,
          format: format.name,
          includesNotes,
          after: url.searchParams.get('after'),
        },
      )
      // What is refused is refused before the first line.
      const first = await lines.next()
      await write(response, { format, first, lines, signal: closing.signal })
    } catch (error) {
      if (response.destroyed) return
      if (response.headersSent || !(error instanceof GraphQLError)) throw error
      sendRefusal(response, [error])
    }
  }

  return { method: 'GET', path: `${exportPath}*`, handle }
}

/** The customer's id at the end of the path. */
function customerIdIn(path: string): string {
  try {
    return decodeURIComponent(path.slice(exportPath.length))
  } catch {
    throw callerError(
      'BAD_USER_INPUT',
      'customer: expected an id that is encoded as a URL is, got another text',
    )
  }
}

async function write(
  response: ServerResponse,
  {
    format,
    first,
    lines,
    signal,
  }: {
    format: Format
    first: IteratorResult<ExportLine>
    lines: AsyncGenerator<ExportLine>
    /** Aborts when the client is gone. */
    signal: AbortSignal
  },
): Promise<void> {
  response.writeHead(200, {
    'content-type': format.contentType,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  })
  const send = async (text: string) => {
    if (response.destroyed) throw new Error('the client of an export is gone')
    // A slow client gets no more than it takes.
    if (text !== '' && !response.write(text)) await once(response, 'drain', { signal })
  }
  await send(format.begin)
  try {
    if (!first.done) await send(format.line(first.value))
    for await (const line of lines) await send(format.line(line))
  } catch (error) {
    if (response.destroyed) return
    const { code, message } = faultOf(error)
    await send(format.failed(message, code))
  }
  await send(format.end)
  response.end()
}

/** Errors of the graph are masked already; others are ours. */
function faultOf(error: unknown): { code: string; message: string } {
  if (error instanceof GraphQLError) return { code: String(error.extensions['code']), message: error.message }
  return { code: 'INTERNAL_SERVER_ERROR', message: 'the export failed; continue after the last cursor' }
}

function askerOf(graph: Graph, caller: Pick<GraphCaller, 'principal' | 'signal' | 'reason'>): AskAsCaller {
  return async (query, variables) => {
    const request = { query, operationName: undefined, variables, extensions: {}, isOwn: true }
    const outcome = await graph(request, { ...caller, transport: 'process' })
    if (outcome.kind === 'stream') throw new Error('expected no stream')
    const [error] = (outcome.kind === 'refused' ? outcome.errors : outcome.result.errors) ?? []
    if (error) throw error
    return outcome.kind === 'result' ? outcome.result.data : null
  }
}
