import type { IncomingMessage } from 'node:http'
import { BodyError } from './bodyError.ts'

/** Read the whole body of a request, as it was sent. Rejects with a BodyError as soon as it exceeds the limit. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const refuse = () => {
      // The rest of the body is read and dropped: a client reads the answer only after it has sent its body.
      request.removeAllListeners('data').resume()
      reject(new BodyError(413, `body: expected a body of at most ${limitBytes} bytes`))
    }
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
      refuse()
      return
    }
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limitBytes) refuse()
      else chunks.push(chunk)
    })
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    request.once('error', reject)
    request.once('close', () => reject(new Error('the client left before its body was complete')))
  })
}
