import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** The pipeline's listeners beside those of the server. Above ten, Node.js prints a warning of a leak for each response. */
const maxListeners = 20

/** Answer with a response of the web's form, as fast as the client reads it. Resolves at its end, or when the client left. */
export async function sendWebResponse(response: ServerResponse, answer: Response): Promise<void> {
  if (response.destroyed) {
    await answer.body?.cancel()
    return
  }
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (!answer.body) {
    response.end()
    return
  }
  response.setMaxListeners(maxListeners)
  try {
    await pipeline(Readable.from(answer.body, { objectMode: false, highWaterMark: 1 }), response)
  } catch (error) {
    // The client has left, which ends the body too.
    if (!response.destroyed) throw error
  }
}
