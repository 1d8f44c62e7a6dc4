import { describe, expect, it } from 'vitest'
import { CircuitOpenError, createCircuitBreaker } from '../../intake/circuitBreaker.ts'
import { createLogger } from '../../platform/process/log/logger.ts'

class Outage extends Error {}

/** A circuit breaker whose pauses the test ends. */
function createBreaker() {
  const lines: string[] = []
  const pauses: { ms: number; end: () => void }[] = []
  const breaker = createCircuitBreaker({
    name: 'it',
    isOutage: (error) => error instanceof Outage,
    logger: createLogger({ level: 'trace', name: 'test' }, { write: (line) => void lines.push(line) }),
    pause: (ms, signal) =>
      new Promise((resolve) => {
        pauses.push({ ms, end: resolve })
        signal.addEventListener('abort', () => resolve())
      }),
  })
  let calls = 0
  const call = (outcome: 'ok' | Error) =>
    breaker
      .run(async () => {
        calls += 1
        if (outcome !== 'ok') throw outcome
        return outcome
      })
      .catch((error: unknown) => error)
  return {
    breaker,
    call,
    calls: () => calls,
    pauses,
    endPause: async () => {
      pauses.at(-1)?.end()
      await new Promise((resolve) => setImmediate(resolve))
    },
    events: () => lines.map((line) => /"event":"(\w+)"/u.exec(line)?.[1]),
  }
}

async function opened() {
  const created = createBreaker()
  for (let count = 0; count < 3; count += 1) await created.call(new Outage())
  return created
}

describe('a circuit breaker', () => {
  it('opens after three outages in a row, and then makes no call', async () => {
    const { call, calls, breaker } = await opened()
    expect(breaker.isBlocking()).toBe(true)
    expect(await call('ok')).toEqual(new CircuitOpenError('it is unavailable'))
    expect(calls()).toBe(3)
  })

  it('stays closed while other calls are answered, also with an error', async () => {
    const { call, breaker } = createBreaker()
    for (const outcome of ['ok', new Error('refused')] as const) {
      await call(new Outage())
      await call(new Outage())
      await call(outcome)
    }
    expect(breaker.isBlocking()).toBe(false)
  })

  it('makes one probe after each pause, and pauses longer each time', async () => {
    const { call, calls, pauses, endPause } = await opened()
    for (let count = 0; count < 6; count += 1) {
      await endPause()
      await Promise.all([call(new Outage()), call(new Outage()), call(new Outage())])
    }
    expect(calls()).toBe(3 + 6)
    const lengths = pauses.map(({ ms }) => ms)
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
    expect(lengths.at(-1)).toBeGreaterThan(20 * (lengths[0] ?? 0))
  })

  it('resumes one waiter to probe, and all of them in order when a probe is answered', async () => {
    const { breaker, call, endPause } = await opened()
    const resumed: string[] = []
    for (const waiter of ['a', 'b', 'c', 'd']) void breaker.available().then(async () => resumed.push(waiter))
    await endPause()
    expect(resumed).toEqual(['a'])
    await call(new Outage())
    expect(resumed).toEqual(['a'])
    await endPause()
    expect(resumed).toEqual(['a', 'b'])
    await call('ok')
    await new Promise((resolve) => setImmediate(resolve))
    expect(resumed).toEqual(['a', 'b', 'c', 'd'])
    expect(breaker.isBlocking()).toBe(false)
  })

  it('resumes the next waiter when the one that may probe does not', async () => {
    const { breaker, endPause } = await opened()
    const resumed: string[] = []
    for (const waiter of ['a', 'b']) void breaker.available().then(() => resumed.push(waiter))
    await endPause()
    await endPause()
    expect(resumed).toEqual(['a', 'b'])
  })

  it('does not shorten its pauses when the target fails again right after a probe', async () => {
    const { call, pauses, endPause } = await opened()
    for (let count = 0; count < 5; count += 1) {
      await endPause()
      await call('ok')
      for (let failure = 0; failure < 3; failure += 1) await call(new Outage())
    }
    expect(pauses.at(-1)?.ms).toBeGreaterThan(500)
  })

  it('logs that it opens and closes, and no call', async () => {
    const { call, endPause, events } = await opened()
    for (let count = 0; count < 50; count += 1) await call('ok')
    await endPause()
    await call(new Outage())
    await endPause()
    await call('ok')
    expect(events()).toEqual(['circuit_opened', 'circuit_closed'])
  })
})
