import type { IncomingMessage } from 'node:http'

/** A body had more than the bytes allowed. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError'
}

/** A request's whole body. Rejects with BodyTooLargeError as soon as it is known to exceed the limit. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const refuse = () => {
      // What is still coming is read and dropped, so that the client gets to see the answer.
      request.removeAllListeners('data').resume()
      reject(new BodyTooLargeError(`expected a body of at most ${limitBytes} bytes`))
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
