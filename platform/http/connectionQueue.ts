import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Carries out the requests of one connection one after the other: the next one begins when the answer before it has left
 * the process. Without this, Node.js begins all requests that a client sends in one piece, and keeps their answers until
 * the client reads them. While requests wait, nothing more is read from the connection. A connection with more than
 * `maxWaiting` waiting requests is closed.
 */
export function createConnectionQueue(
  maxWaiting: number,
): (request: IncomingMessage, response: ServerResponse, begin: () => void) => void {
  const waiting = new WeakMap<Socket, (() => void)[]>()

  function next(socket: Socket): void {
    const queue = waiting.get(socket)
    const begin = socket.destroyed ? undefined : queue?.shift()
    if (!begin) {
      waiting.delete(socket)
      return
    }
    if (queue?.length === 0) socket.resume()
    begin()
  }

  return ({ socket }, response, begin) => {
    response.once('close', () => next(socket))
    const queue = waiting.get(socket)
    if (!queue) {
      waiting.set(socket, [])
      begin()
    } else if (queue.length < maxWaiting) {
      queue.push(begin)
      socket.pause()
    } else socket.destroy()
  }
}
