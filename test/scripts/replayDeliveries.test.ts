import { createServer, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import { freePort } from '../../embeddedMongo/freePort.ts'
import { signatureOf } from '../../intake/chatwoot/receive/verifySignature.ts'
import { type ReplayableDelivery, replayDeliveries, shuffledWithin } from '../../scripts/replayDeliveries.ts'

type Received = { headers: IncomingMessage['headers']; body: string }
const stops: (() => unknown)[] = []

afterEach(() => stops.splice(0).forEach((stop) => stop()))

/** A receiver that gives these answers, the last of them for ever. */
async function receiver(...answers: { status: number; body: unknown }[]) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      const [answer] = answers.length > 1 ? answers.splice(0, 1) : answers
      response.writeHead(answer?.status ?? 200).end(JSON.stringify(answer?.body ?? null))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stops.push(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { url: `http://127.0.0.1:${port}`, received }
}

const signed: ReplayableDelivery = { deliveryId: 'd1', signed: true, body: '{"content":"Olá 🌿"}' }
const accepted = { status: 200, body: { status: 'accepted' } }

function isSignedBy(secret: string, { headers, body }: Received): boolean {
  const timestamp = String(headers['x-chatwoot-timestamp'])
  return headers['x-chatwoot-signature'] === signatureOf(secret, timestamp, body)
}

describe('replaying deliveries', () => {
  test('signs what Chatwoot signs, with a wrong secret where the file says so', async () => {
    const { url, received } = await receiver(accepted)
    const wrong = { ...signed, badSignature: true }
    await replayDeliveries([signed, wrong, { ...signed, signed: false }], { url, secret: 'right' })
    expect(received.map((request) => isSignedBy('right', request))).toEqual([true, false, false])
    expect(received.map(({ headers }) => headers['x-chatwoot-delivery'])).toEqual(['d1', 'd1', undefined])
    expect(received[2]?.headers).not.toHaveProperty('x-chatwoot-signature')
    expect(received[0]?.body).toBe(signed.body)
  })

  test('tells how they ended', async () => {
    const { url } = await receiver(
      accepted,
      { status: 200, body: { status: 'repeated' } },
      { status: 200, body: { status: 'quarantined' } },
      { status: 401, body: { status: 'refused' } },
      { status: 500, body: null },
    )
    const counts = await replayDeliveries([signed], { url, secret: 's', times: 5 })
    expect(counts).toEqual({ sent: 5, accepted: 1, repeated: 1, quarantined: 1, refused: 1, failed: 1 })
  })

  test('comes again when it is asked to', async () => {
    const { url } = await receiver({ status: 503, body: null }, accepted)
    expect(await replayDeliveries([signed], { url, secret: 's' })).toMatchObject({ sent: 1, accepted: 1 })
  })

  test('gives up on nobody in the end', async () => {
    const options = { url: 'http://127.0.0.1:1', secret: 's', attempts: 2 }
    expect(await replayDeliveries([signed], options)).toMatchObject({ sent: 1, failed: 1 })
  })
})

describe('a replay that goes wrong', () => {
  test('gives the status and the message of each refusal, but not of one that the file expects', async () => {
    const { url } = await receiver(
      { status: 401, body: { status: 'refused', reason: 'signature: expected another one' } },
      { status: 401, body: { status: 'refused', reason: 'signature: expected another one' } },
      { status: 500, body: { error: 'internal error' } },
    )
    const faults: string[] = []
    const onFault = (reason: string) => void faults.push(reason)
    await replayDeliveries([{ ...signed, badSignature: true }, signed, signed], { url, secret: 's', onFault })
    expect(faults).toEqual(['status 401: signature: expected another one', 'status 500: internal error'])
  })

  test('ends when the server has taken nothing for so long', async () => {
    const url = `http://127.0.0.1:${await freePort()}`
    const options = { url, secret: 's', patienceMs: 100, attempts: 1_000 }
    await expect(replayDeliveries([signed, signed], options)).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:\d+ took no delivery for 0 s: connect ECONNREFUSED .*; 0 of 2 were sent$/u,
    )
  })

  test('sends nothing more when it is ended, and counts what was answered', async () => {
    const { url, received } = await receiver(accepted)
    const ending = new AbortController()
    const onProgress = () => ending.abort()
    const counts = await replayDeliveries([signed, signed, signed], {
      ...{ url, secret: 's', onProgress },
      signal: ending.signal,
    })
    expect(counts).toMatchObject({ sent: 1, accepted: 1 })
    expect(received).toHaveLength(1)
  })
})

describe('shuffledWithin', () => {
  const items = Array.from({ length: 120 }, (_, index) => index)

  test('keeps everything within its run, in an order that the seed decides', () => {
    const shuffled = shuffledWithin(items, 50, 3)
    expect(shuffled).toEqual(shuffledWithin(items, 50, 3))
    expect(shuffled).not.toEqual(shuffledWithin(items, 50, 4))
    expect(shuffled).not.toEqual(items)
    const runs = [0, 50, 100].map((start) => shuffled.slice(start, start + 50).sort((a, b) => a - b))
    expect(runs.flat()).toEqual(items)
  })
})
