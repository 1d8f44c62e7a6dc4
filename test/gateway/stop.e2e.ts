import { describe, expect, it } from 'vitest'
import { gatewayLimits } from '../../gateway/limits/limits.ts'
import { socketLimits } from '../../platform/websocket/socketLimits.ts'
import { connectSocket } from '../support/connectSocket.ts'
import { startFixtureGateway } from './fixtures/startFixtureGateway.ts'

const pulse = 'subscription { pulse { change } }'
/** Each client gets its own pause. */
const pause = /^draining; reconnect in [1-9]\d{2,3} ms and resume from your last cursor$/u

describe('stop', () => {
  it('closes idle and busy sockets with 4503, and their upstreams', async () => {
    const gateway = await startFixtureGateway()
    const idle = await connectSocket(gateway.url)
    const busy = await connectSocket(gateway.url)
    busy.subscribe('s', pulse)
    await busy.next()
    await gateway.stop()
    const closed = { code: 4503, reason: expect.stringMatching(pause) }
    expect([await idle.closed, await busy.closed]).toEqual([closed, closed])
    expect(gateway.fixtures.log.following).toBe(0)
  })

  it('disconnects a peer that does not read, within ten seconds', async () => {
    const gateway = await startFixtureGateway()
    const paused = await connectSocket(gateway.url)
    paused.subscribe('s', pulse)
    await paused.next()
    paused.socket.pause()
    await gateway.stop()
    expect(gateway.fixtures.log.following).toBe(0)
    paused.socket.terminate()
  })

  it('finishes the requests in progress and is unready meanwhile', async () => {
    const gateway = await startFixtureGateway()
    let release = () => {}
    gateway.fixtures.stuck.identity = new Promise((resolve) => {
      release = resolve
    })
    const asked = gateway.fixtures.calls.identity
    const answer = gateway.ask('{ customer(id: "cus_1") { name } }')
    while (gateway.fixtures.calls.identity === asked) await new Promise((resolve) => setImmediate(resolve))
    const stopped = gateway.stop()
    const ready = await fetch(`${gateway.url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'unready', reason: 'stopping' }])
    release()
    expect((await answer).body).toEqual({ data: { customer: { name: 'Ana' } } })
    await stopped
    await expect(fetch(`${gateway.url}/healthz`)).rejects.toThrow()
  })

  it('does not wait for an answer that never comes', async () => {
    const gateway = await startFixtureGateway({ limits: { drainMs: 100 } })
    gateway.fixtures.stuck.identity = new Promise(() => {})
    const asked = gateway.fixtures.calls.identity
    const answer = gateway.ask('{ customer(id: "cus_1") { name } }').catch(() => 'cut off')
    while (gateway.fixtures.calls.identity === asked) await new Promise((resolve) => setImmediate(resolve))
    await gateway.stop()
    expect(await answer).toBe('cut off')
  })

  it('may be called again', async () => {
    const gateway = await startFixtureGateway()
    await Promise.all([gateway.stop(), gateway.stop()])
    await expect(gateway.stop()).resolves.toBeUndefined()
  })
})

describe('a client that does not read', () => {
  const events = 'subscription { customerHistory(customerId: "cus_1", after: "0") { payload } }'

  it('is closed with 4290 when one message has waited too long', async () => {
    const sockets = { ...socketLimits, maxSendMs: 200 }
    const gateway = await startFixtureGateway({ limits: { ...gatewayLimits, sockets } })
    const { log } = gateway.fixtures
    const slow = await connectSocket(gateway.url)
    slow.subscribe('s', events)
    await slow.next()
    slow.socket.pause()
    const payload = 'x'.repeat(1024 * 1024)
    for (let n = 0; n < 40; n += 1) log.record({ interaction: null, payload })
    await log.until(() => log.following === 0)
    slow.socket.resume()
    expect((await slow.closed).code).toBe(4290)
    await gateway.stop()
  })

  it('is closed with 4290 when too many bytes wait for it', async () => {
    const gateway = await startFixtureGateway()
    const { log } = gateway.fixtures
    const slow = await connectSocket(gateway.url)
    for (let n = 0; n < 20; n += 1) {
      slow.subscribe(`s${n}`, events)
      await slow.next()
    }
    slow.socket.pause()
    const payload = 'x'.repeat(1024 * 1024)
    for (let n = 0; n < 4; n += 1) log.record({ interaction: null, payload })
    await log.until(() => log.following === 0)
    slow.socket.resume()
    expect((await slow.closed).code).toBe(4290)
    await gateway.stop()
  })

  it('is disconnected when it does not answer pings', async () => {
    const sockets = { ...socketLimits, keepAliveMs: 100 }
    const gateway = await startFixtureGateway({ limits: { ...gatewayLimits, sockets } })
    const { log } = gateway.fixtures
    const dead = await connectSocket(gateway.url)
    dead.subscribe('s', pulse)
    await dead.next()
    dead.socket.pause()
    await log.until(() => log.following === 0)
    expect(log.following).toBe(0)
    dead.socket.terminate()
    await gateway.stop()
  })
})
