import { createServer } from 'node:net'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSender } from '../../outbound/send/createSender.ts'
import type { ReceiverRules } from '../../outbound/send/checkUrl.ts'
import type { ResolveAll } from '../../outbound/send/guardedLookup.ts'
import { newSecret } from '../../outbound/sign/newSecret.ts'
import { systemClock } from '../../platform/process/clock.ts'
import type { Tracing } from '../../platform/tracing/span.ts'
import { startTraces } from '../support/startTraces.ts'
import { type Receiver, startReceiver } from './support/startReceiver.ts'

async function receiver(...given: Parameters<typeof startReceiver>): Promise<Receiver> {
  const started = await startReceiver(...given)
  onTestFinished(() => started.stop())
  return started
}

/** Sends one delivery to a url. */
function sendTo(
  url: string,
  {
    rules,
    resolveAll,
    maySend,
    ...traces
  }: {
    rules?: Partial<ReceiverRules>
    resolveAll?: ResolveAll
    maySend?: () => boolean
    tracing?: Tracing
    sendsTraceparent?: boolean
  } = {},
) {
  const sender = createSender({
    rules: { allowHttp: true, allowPrivate: true, ...rules },
    timings: { timeoutMs: 300, perHost: 4 },
    clock: systemClock,
    resolveAll,
    ...traces,
  })
  onTestFinished(() => sender.stop())
  const secrets = [newSecret('HMAC_SHA256')]
  const webhook = { url, format: 'STANDARD' as const }
  return sender.send({ webhook, eventId: 'int_1_1', deliveryId: 'dlv_1', body: '{}', secrets }, maySend)
}

describe('an attempt', () => {
  it('reaches no private address, by a literal or by a name', async () => {
    const { url, received } = await receiver()
    const { port } = new URL(url)
    const rules = { allowPrivate: false }
    const loopback: ResolveAll = (_hostname, _options, done) =>
      done(null, [{ address: '127.0.0.1', family: 4 }])
    for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost'])
      expect(await sendTo(`http://${host}:${port}/`, { rules })).toMatchObject({ error: 'ADDRESS_REFUSED' })
    expect(await sendTo(`http://receiver.test:${port}/`, { rules, resolveAll: loopback })).toMatchObject({
      status: null,
      error: 'ADDRESS_REFUSED',
    })
    expect(await sendTo(url, { rules: { allowHttp: false } })).toMatchObject({ error: 'ADDRESS_REFUSED' })
    expect(received).toEqual([])
  })

  it('says why there was no answer', async () => {
    const missing: ResolveAll = (_hostname, _options, done) =>
      done(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), [])
    const rules = { allowPrivate: false }
    const byName = await sendTo('http://missing.test/', { rules, resolveAll: missing })
    expect(byName).toMatchObject({ status: null, error: 'DNS' })
    expect(await sendTo('http://127.0.0.1:1/')).toMatchObject({ status: null, error: 'CONNECTION' })
    const plain = createServer((socket) => socket.end('this is no TLS\r\n')).listen(0, '127.0.0.1')
    onTestFinished(() => void plain.close())
    await once(plain, 'listening')
    const address = plain.address()
    const port = typeof address === 'object' ? address?.port : 0
    expect(await sendTo(`https://127.0.0.1:${port}/`)).toMatchObject({ status: null, error: 'TLS' })
    const silent: ResolveAll = () => undefined
    expect(await sendTo('http://silent.test/', { rules, resolveAll: silent })).toMatchObject({
      error: 'TIMEOUT',
    })
  })

  it('follows no redirect', async () => {
    const target = await receiver()
    const { url } = await receiver(() => ({ status: 307, headers: { location: target.url } }))
    expect(await sendTo(url)).toMatchObject({ status: 307, error: 'STATUS' })
    expect(target.received).toEqual([])
  })

  it('writes nothing when it may not send once the connection is open', async () => {
    const { url, received } = await receiver()
    expect(await sendTo(url, { maySend: () => false })).toBeNull()
    expect(received).toEqual([])
  })

  it('is a span, of which the receiver learns only when it is allowed', async () => {
    const { url, received } = await receiver()
    const { tracing, spans } = await startTraces()
    await sendTo(url, { tracing })
    await sendTo(url, { tracing, sendsTraceparent: true })
    await sendTo(url, { sendsTraceparent: true })
    await sendTo('http://127.0.0.1:1/', { tracing })
    const [untold, told, failed] = await spans()
    expect(received.map(({ headers }) => headers['traceparent'])).toEqual([
      undefined,
      `00-${told?.traceId}-${told?.spanId}-01`,
      undefined,
    ])
    expect(untold).toMatchObject({ name: 'send webhook', attributes: {} })
    expect(failed).toMatchObject({ attributes: { 'error.type': 'CONNECTION' } })
  })

  it('reads a few kilobytes of the answer, and the status counts', async () => {
    const endless = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n')
      const write = (): void => {
        if (!socket.destroyed) socket.write('x'.repeat(65_536), write)
      }
      write()
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void endless.close())
    await once(endless, 'listening')
    const address = endless.address()
    const port = typeof address === 'object' ? address?.port : 0
    expect(await sendTo(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 200, error: null })
  })
})
