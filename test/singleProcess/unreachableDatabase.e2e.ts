import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askGraph } from '../support/askGraph.ts'
import { watchHistory } from '../support/liveHistory.ts'
import { until } from '../support/until.ts'
import {
  message,
  recordMutation,
  type SingleProcess,
  startSingleProcess,
} from './support/startSingleProcess.ts'

let elo: SingleProcess
beforeAll(async () => void (elo = await startSingleProcess('unreachable-database')))
afterAll(() => elo.stop())

describe('a database that is not reachable', () => {
  it('makes writes fail with a retryable code and no partial write, until it is reachable again', async () => {
    const phone = '+5511961110004'
    const {
      customer: { id: customerId },
    } = await elo.record(phone, 'before')
    const live = await watchHistory(elo.url, customerId)
    await live.next()
    elo.proxy.cut()
    const input = { ...message(phone, 'during'), idempotencyKey: 'during' }
    const { data, errors } = await askGraph(elo.url, recordMutation, { input })
    expect(data).toEqual({ recordMessage: null })
    expect(errors?.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'UNAVAILABLE', retryable: true, outcome: 'UNKNOWN' },
    ])
    expect((await fetch(new URL('/readyz', elo.url))).status).toBe(503)
    elo.proxy.mend()
    await until(
      'a write succeeds again',
      async () => (await askGraph(elo.url, recordMutation, { input })).errors === undefined,
    )
    expect(await live.next()).toMatchObject({
      change: 'RECORDED',
      interaction: { summary: 'during', revision: 1 },
    })
    const after = await elo.record(phone, 'after')
    expect(await live.next()).toMatchObject({ change: 'RECORDED', interaction: { id: after.id } })
    await live.close()
  })
})
