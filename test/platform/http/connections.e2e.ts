import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { httpLimits, type HttpLimits } from '../../../platform/http/httpLimits.ts'
import { type HttpServer, startHttpServer } from '../../../platform/http/httpServer.ts'
import { readBody } from '../../../platform/http/body/readBody.ts'
import { sendBody } from '../../../platform/http/sendJson.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { until } from '../../support/until.ts'

let server: HttpServer
let open: Socket[] = []
let logged = ''

afterEach(async () => {
  for (const socket of open) socket.destroy()
  open = []
  logged = ''
  await server.stop(0)
})

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

async function start(handle: Handle, limits: Partial<HttpLimits> = {}): Promise<void> {
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [{ method: '*', path: '/', handle }],
    upgrade: {},
    limits: { ...httpLimits, ...limits },
    logger: createLogger({ level: 'warn', name: 'test' }, { write: (line: string) => void (logged += line) }),
  })
}

/** A connection, and what it received. It reads unless it is paused. */
async function connection(): Promise<{ socket: Socket; received: () => string; closed: Promise<unknown> }> {
  const { port } = new URL(server.url)
  const socket = connect({ host: '127.0.0.1', port: Number(port) })
  open.push(socket)
  let text = ''
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await once(socket, 'connect')
  return { socket, received: () => text, closed }
}

const post = (body: string) => `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`
const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'
const answers = (text: string) => [...text.matchAll(/answer (r\d+)/gu)].map(([, name]) => name)

describe('requests that are sent before the answer to an earlier one', () => {
  it('are carried out one after the other, with their bodies', async () => {
    let atOnce = 0
    let mostAtOnce = 0
    await start(async (request, response) => {
      atOnce += 1
      mostAtOnce = Math.max(mostAtOnce, atOnce)
      const body = (await readBody(request, 100_000)).toString()
      await new Promise((resolve) => setImmediate(resolve))
      atOnce -= 1
      sendBody(response, 200, Buffer.from(`answer ${body.slice(0, 5).trim()}`))
    })
    const { socket, received } = await connection()
    const names = Array.from({ length: 100 }, (_, n) => `r${n}`)
    // Bodies of 40 KB: a waiting request has only a part of its body.
    socket.write(names.map((name) => post(name.padEnd(40_000))).join(''))
    await until('all are answered', () => answers(received()).length === names.length)
    expect(answers(received())).toEqual(names)
    expect(mostAtOnce).toBe(1)
  })

  it('do not begin while the client does not read the answers', async () => {
    let begun = 0
    const large = Buffer.alloc(8 * 1024 * 1024, 'x')
    await start(async (_request, response) => {
      begun += 1
      sendBody(response, 200, large)
    })
    const { socket, received } = await connection()
    socket.pause()
    socket.write(get.repeat(200))
    await until('the first has begun', () => begun === 1)
    // Another connection shows that the server has handled what it received before.
    const other = await fetch(server.url)
    expect((await other.arrayBuffer()).byteLength).toBe(large.length)
    expect(begun).toBe(2)
    socket.resume()
    await until('the second has begun', () => begun > 2)
    expect(received()).toContain('HTTP/1.1 200 OK')
  })

  it('close the connection when they are too many', async () => {
    const never = new Promise<void>(() => undefined)
    await start(() => never, { maxPipelined: 10 })
    const { socket, closed } = await connection()
    socket.write(get.repeat(12))
    await expect(closed).resolves.toBe(false)
  })
})

describe('what clients do not read', () => {
  const large = Buffer.alloc(8 * 1024 * 1024, 'x')
  const answer: Handle = async (_request, response) => sendBody(response, 200, large)

  it('is bounded for one address: a connection beyond it is closed, and others go on', async () => {
    await start(answer, { maxUnreadBytesOfAddress: 20 * 1024 * 1024 })
    const clients = await Promise.all([connection(), connection(), connection(), connection(), connection()])
    let closed = 0
    for (const client of clients) {
      client.socket.pause()
      client.socket.write(get)
      void client.closed.then(() => (closed += 1))
    }
    await until('the server has closed some', () => logged.includes('unread_bytes'))
    for (const { socket } of clients) socket.resume()
    await until('some are closed', () => closed > 0)
    await until('the others have their whole answer', () => {
      const whole = clients.filter(({ received }) => received().length > large.length)
      return whole.length + closed === clients.length && whole.length > 0
    })
    expect((await (await fetch(server.url)).arrayBuffer()).byteLength).toBe(large.length)
  })
})

describe('a server with very many requests', () => {
  it('answers 503 with retry-after beyond a bound', async () => {
    let begun = 0
    let finish: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (finish = resolve))
    await start(
      async (_request, response) => {
        begun += 1
        await gate
        sendBody(response, 200, Buffer.from('{}'))
      },
      { maxRequests: 2 },
    )
    const waiting = [fetch(server.url), fetch(server.url)]
    await until('two are in progress', () => begun === 2)
    const refused = await fetch(server.url)
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
      503,
      '1',
      { error: 'too many requests at this moment; try again' },
    ])
    finish()
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200])
    expect((await fetch(server.url)).status).toBe(200)
  })

  it('closes connections beyond their number for one address', async () => {
    await start(async (_request, response) => sendBody(response, 200, Buffer.from('{}')), {
      maxConnectionsOfAddress: 2,
    })
    const [first] = [await connection(), await connection()]
    const third = await connection()
    await third.closed
    first.socket.destroy()
    await first.closed
    await until('there is a place again', async () => {
      const next = await connection()
      next.socket.write(get)
      await Promise.race([next.closed, until('an answer', () => next.received() !== '')])
      return next.received().startsWith('HTTP/1.1 200 OK')
    })
    expect(third.received()).toBe('')
  })

  it.each([
    ['the headers', { headersMs: 100 }, 'POST / HTTP/1.1\r\nHost:'],
    [
      'the body',
      { headersMs: 100, requestMs: 100 },
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{',
    ],
  ])('ends a request of which %s take too long', async (_, limits, text) => {
    await start(async (request, response) => {
      await readBody(request, 1_000).catch(() => undefined)
      if (!response.headersSent) sendBody(response, 200, Buffer.from('{}'))
    }, limits)
    const { socket, received, closed } = await connection()
    socket.write(text)
    await closed
    expect(received()).toMatch(/^HTTP\/1\.1 408 /u)
  })
})
