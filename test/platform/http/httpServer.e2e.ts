import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type HttpServer, startHttpServer } from '../../../platform/http/httpServer.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { readBody } from '../../../platform/http/body/readBody.ts'

let server: HttpServer
let logged: string

beforeEach(async () => {
  logged = ''
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [
      {
        method: 'POST',
        path: '/broken',
        async handle(request) {
          await readBody(request, 1_000)
          throw new Error('it broke')
        },
      },
    ],
    upgrade: {},
    logger: createLogger(
      { level: 'error', name: 'test' },
      { write: (line: string) => void (logged += line) },
    ),
  })
})

afterEach(() => server.stop(0))

it('answers 500 and logs when a handler throws, also after it has read the body', async () => {
  const response = await fetch(new URL('/broken', server.url), { method: 'POST', body: 'x' })
  expect(response.status).toBe(500)
  expect(await response.text()).toMatch(/internal error; quote [\w-]+ when you ask about it/u)
  expect(logged).toContain('it broke')
})

it('stops when a client keeps its half of a connection whose upgrade was refused', async () => {
  const { port } = new URL(server.url)
  const socket = connect({ host: '127.0.0.1', port: Number(port), allowHalfOpen: true })
  socket.on('error', () => undefined)
  socket.write('GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  socket.resume()
  await once(socket, 'end')
  await expect(server.stop(0)).resolves.toBeUndefined()
  socket.destroy()
})
