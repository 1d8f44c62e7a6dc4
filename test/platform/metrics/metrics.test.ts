import { describe, expect, it } from 'vitest'
import { createMetrics } from '../../../platform/metrics/metrics.ts'
import { createSharedRead } from '../../../platform/metrics/sharedRead.ts'
import { parseMetrics, samplesOf } from '../../support/scrape.ts'

describe('the metrics of a process', () => {
  it('are a text that a parser of Prometheus reads, with every value and with labels that need escaping', async () => {
    const metrics = createMetrics()
    const count = metrics.counter({ name: 'calls_total', help: 'Calls.\nAll of them.', labels: ['of'] })
    count({ of: 'a "b" \\ c' }, 2)
    count({ of: 'd' })
    const level = metrics.level({ name: 'open', help: 'Open.' })
    level.add(3)
    level.add(-1)
    metrics.durations({ name: 'took_seconds', help: 'Took.', labels: ['of'] })(250, { of: 'd' })
    const parsed = parseMetrics(await metrics.text())

    expect(Object.values(samplesOf(parsed, 'calls_total'))).toEqual([2, 1])
    expect(samplesOf(parsed, 'open')).toEqual({ '': 2 })
    expect(samplesOf(parsed, 'took_seconds_count')).toEqual({ 'of=d': 1 })
    expect(await metrics.text()).toContain('took_seconds_bucket{le="0.25",of="d"} 1')
    expect(await metrics.text()).toContain('took_seconds_bucket{le="0.1",of="d"} 0')
  })

  it('are the same metric for two parts that name the same one, and an error for two kinds', async () => {
    const metrics = createMetrics()
    for (let part = 0; part < 2; part += 1) metrics.counter({ name: 'calls_total', help: 'Calls.' })()
    expect(samplesOf(parseMetrics(await metrics.text()), 'calls_total')).toEqual({ '': 2 })
    expect(() => metrics.level({ name: 'calls_total', help: 'Calls.' })).toThrow(
      'calls_total: expected one kind of metric, got two',
    )
  })

  it('leave out what cannot be read now, and nothing else', async () => {
    const metrics = createMetrics()
    let isBroken = false
    metrics.gauge({ name: 'waiting', help: 'Waiting.' }, async () => {
      if (isBroken) throw new Error('the database cannot be reached')
      return [{ value: 7 }]
    })
    metrics.gauge({ name: 'by_state', help: 'By state.', labels: ['state'] }, () => {
      if (isBroken) throw new Error('broken')
      return [{ value: 1, labels: { state: 'old' } }]
    })
    metrics.gauge({ name: 'other', help: 'Other.' }, () => [{ value: 1 }])
    const read = async () => {
      const parsed = parseMetrics(await metrics.text())
      return ['waiting', 'by_state', 'other'].map((name) => samplesOf(parsed, name))
    }
    expect(await read()).toEqual([{ '': 7 }, { 'state=old': 1 }, { '': 1 }])
    isBroken = true
    expect(await read()).toEqual([{}, {}, { '': 1 }])
  })
})

describe('a shared read', () => {
  it('is made once for all who ask within its time, and again after it', async () => {
    let reads = 0
    let time = 0
    const read = createSharedRead(async () => ++reads, { everyMs: 5_000, now: () => time })
    expect(await Promise.all([read(), read()])).toEqual([1, 1])
    time = 4_999
    expect(await read()).toBe(1)
    time = 5_000
    expect(await read()).toBe(2)
  })

  it('rejects when the database does not answer in time', async () => {
    const read = createSharedRead(() => new Promise(() => undefined), { limitMs: 5 })
    await expect(read()).rejects.toThrow('expected an answer within 5 ms')
  })
})
