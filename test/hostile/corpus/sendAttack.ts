import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Facts, Sent, SentBytes, SentMessages, SentOperation, SentRequest } from './attack.ts'

/** What the attacker sees: an HTTP status (0: none) or a close code (0: still open), and all text that came. */
export type Seen = { status: number; closed: number; text: string; bytesSent: number }

/** How an operation is sent; the rest is sent in its own way. */
export type Way = 'HTTP' | 'WebSocket'

const givesUpMs = 10_000

export function sendAttack(sent: Sent, facts: Facts, way: Way = 'HTTP'): Promise<Seen> {
  switch (sent.by) {
    case 'operation':
      return way === 'HTTP'
        ? sendRequest({ by: 'http', method: 'POST', headers: json, body: bodyOf(sent) }, facts)
        : sendMessages(
            { by: 'socket', messages: [`{"id":"1","type":"subscribe","payload":${bodyOf(sent)}}`] },
            facts,
          )
    case 'http':
      return sendRequest(sent, facts)
    case 'tcp':
      return sendBytes(sent, facts)
    case 'socket':
      return sendMessages(sent, facts)
  }
}

const json = { 'content-type': 'application/json' }

function bodyOf({ query, variables, operationName, json: text }: SentOperation): string {
  return text ?? JSON.stringify({ query, variables, operationName })
}

function sendRequest(
  {
    method = 'GET',
    path = '/graphql',
    headers = {},
    body = '',
    isAnonymous = false,
    to = 'gateway',
  }: SentRequest,
  { url, subgraphUrl, token }: Facts,
): Promise<Seen> {
  const { hostname, port } = new URL(to === 'gateway' ? url : subgraphUrl)
  const isNamed = isAnonymous || Object.hasOwn(headers, 'authorization')
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      ...{ hostname, port, method, path, agent: false },
      headers: {
        // Otherwise the connection ends with an answer that comes before the whole body was sent.
        connection: 'keep-alive',
        ...(isNamed ? {} : { authorization: `Bearer ${token}` }),
        ...(body.length > 0 && { 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
    })
    request.setTimeout(givesUpMs, () => request.destroy(new Error('no answer in time')))
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        request.destroy()
        resolve({ status: response.statusCode ?? 0, closed: 0, text, bytesSent: Buffer.byteLength(body) })
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

async function sendBytes({ parts, waitMs = 5_000 }: SentBytes, { url }: Facts): Promise<Seen> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  let text = ''
  const answered = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      resolve()
    })
    socket.on('close', () => resolve())
    socket.on('error', () => resolve())
  })
  let bytesSent = 0
  for (const part of parts) {
    bytesSent += Buffer.byteLength(part)
    socket.write(part)
  }
  await Promise.race([answered, delay(waitMs)])
  socket.destroy()
  return { status: Number(/^HTTP\/1\.1 (\d{3})/u.exec(text)?.[1] ?? 0), closed: 0, text, bytesSent }
}

async function sendMessages(
  {
    init,
    messages,
    path = '/graphql',
    protocol = 'graphql-transport-ws',
    headers = {},
    untilClosed = false,
  }: SentMessages,
  { url, token }: Facts,
): Promise<Seen> {
  const socket = new WebSocket(new URL(path, url.replace('http', 'ws')), protocol, {
    headers: { ...headers },
  })
  const texts: string[] = []
  let bytesSent = 0
  let first: () => void = () => undefined
  const answered = new Promise<void>((resolve) => (first = resolve))
  let acknowledge: () => void = () => undefined
  const acknowledged = new Promise<void>((resolve) => (acknowledge = resolve))
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)))
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer) => {
    const text = data.toString()
    if (text === '{"type":"connection_ack"}') return acknowledge()
    texts.push(text)
    first()
  })
  function send(message: unknown): void {
    const data = typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)
    bytesSent += Buffer.byteLength(data)
    socket.send(data)
  }

  const opened = await Promise.race([
    once(socket, 'open').then(
      () => true,
      () => false,
    ),
    closed,
  ])
  if (opened !== true) await closed
  else {
    if (init !== null) {
      send({ type: 'connection_init', payload: init ?? { authorization: `Bearer ${token}` } })
      await Promise.race([acknowledged, closed])
    }
    if (socket.readyState === WebSocket.OPEN) for (const message of messages) send(message)
    await Promise.race([
      untilClosed ? closed : Promise.race([answered, closed]),
      delay(givesUpMs, null, { ref: false }),
    ])
  }
  const isClosed = socket.readyState === WebSocket.CLOSED
  socket.terminate()
  const code = await closed
  return { status: 0, closed: isClosed ? code : 0, text: texts.join('\n'), bytesSent }
}
