import type { IncomingMessage } from 'node:http'

/**
 * The bytes of a request exactly as they came, or null when there are more than `limitBytes`. What is too long is read
 * to its end, so that the sender can read our answer, but not beyond ten times the limit. Rejects when the sender goes.
 */
export async function readRawBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    const part: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    bytes += part.length
    if (bytes > limitBytes) chunks.length = 0
    else chunks.push(part)
    if (bytes > 10 * limitBytes) return null
  }
  return bytes > limitBytes ? null : Buffer.concat(chunks)
}
