import {
  isInitializeRequest,
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type RequestId,
  SdkHttpError,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client'
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import { z } from 'zod'

/** The code of JSON-RPC for a fault of the server: here, that Elo was not reached or refused. */
const internalError = -32603

const refusalSchema = z.object({ errors: z.array(z.object({ message: z.string() })).min(1) })

/**
 * Pass the messages of a client on standard input on to the MCP endpoint of a running Elo, and its answers back, in the era
 * that the client speaks. Each request is an HTTP request of its own, so a restart of Elo fails those in progress and no
 * later one. What cannot be delivered is answered with an error, and named on standard error. Resolves when the client
 * closes its end.
 */
export async function bridgeStdio({
  url,
  token,
  input,
  output,
}: {
  /** The endpoint, e.g. `http://localhost:4000/mcp`. */
  url: URL
  token: string | undefined
  input: NodeJS.ReadStream
  output: NodeJS.WriteStream
}): Promise<void> {
  const client = new StdioServerTransport(input, output)
  const elo = new StreamableHTTPClientTransport(url, {
    requestInit: { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } },
  })
  /** Requests without an answer yet, each with what ends its HTTP request. */
  const waiting = new Map<RequestId, AbortController>()
  let initializeId: RequestId | null = null

  async function answer(message: JSONRPCMessage): Promise<void> {
    if (isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message)) {
      if (message.id !== undefined) waiting.delete(message.id)
      // Clients of the era with sessions name the version in a header from then on.
      if (isJSONRPCResultResponse(message) && message.id === initializeId)
        elo.setProtocolVersion(
          z.object({ protocolVersion: z.string() }).parse(message.result).protocolVersion,
        )
    }
    await client.send(message)
  }

  async function fail(id: RequestId, reason: string): Promise<void> {
    // The connection of a request ends after its answer too.
    if (!waiting.has(id)) return
    console.error(reason)
    await answer({ jsonrpc: '2.0', id, error: { code: internalError, message: reason } })
  }

  async function pass(message: JSONRPCMessage): Promise<void> {
    if (isJSONRPCRequest(message)) {
      const { id } = message
      const ending = new AbortController()
      waiting.set(id, ending)
      if (isInitializeRequest(message)) initializeId = id
      const onRequestStreamEnd = () => void fail(id, 'Elo closed the connection; try again').catch(report)
      try {
        await elo.send(message, { requestSignal: ending.signal, onRequestStreamEnd })
      } catch (error) {
        if (!ending.signal.aborted) await fail(id, reasonOf(error))
      }
      return
    }
    if (!isJSONRPCNotification(message)) return
    if (message.method !== 'notifications/cancelled') return elo.send(message)
    // Elo keeps no session: a request is cancelled by the end of its connection.
    const id = z.object({ requestId: z.union([z.string(), z.number()]) }).safeParse(message.params)
      .data?.requestId
    if (id === undefined) return
    waiting.get(id)?.abort()
    waiting.delete(id)
  }

  const report = (error: unknown) => console.error(reasonOf(error))
  client.onmessage = (message) => void pass(message).catch(report)
  client.onerror = report
  elo.onmessage = (message) => void answer(message).catch(report)
  const closed = new Promise<void>((resolve) => {
    client.onclose = resolve
  })
  await elo.start()
  await client.start()
  await closed
  for (const ending of waiting.values()) ending.abort()
  await elo.close()
}

/** Why a message was not delivered, without the stack. */
function reasonOf(error: unknown): string {
  if (error instanceof SdkHttpError)
    return `Elo refused it with ${error.status}: ${messageIn(z.string().catch('').parse(error.data['text']))}`
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return `Elo does not answer: ${error instanceof Error ? error.message : String(error)}${cause}`
}

/** The message of a refusal in the form of GraphQL; other answers as they are. */
function messageIn(text: string): string {
  try {
    const [first] = refusalSchema.parse(JSON.parse(text)).errors
    if (first) return first.message
  } catch {
    // Another form, e.g. of a proxy between.
  }
  return text.slice(0, 500)
}
