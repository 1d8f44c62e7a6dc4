import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { type HttpServer, startHttpServer } from '../../../platform/http/httpServer.ts'
import { createMetrics } from '../../../platform/metrics/metrics.ts'
import { createMetricsRoute } from '../../../platform/metrics/metricsRoute.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'

let server: HttpServer | null = null
afterEach(() => server?.stop(0))

async function start(tokens: string[]): Promise<string> {
  const metrics = createMetrics()
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [createMetricsRoute(metrics, tokens)],
    upgrade: {},
    metrics,
    logger: createLogger({ level: 'silent', name: 'test' }),
  })
  return server.url
}

/** The status for a request with these headers; `fetch` would not send a `Host` of its own. */
async function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  const sent = request(new URL('/metrics', url), { headers })
  sent.end()
  return new Promise((resolve, reject) => {
    sent.once('error', reject)
    sent.once('response', (response) => resolve(response.resume().statusCode))
  })
}

describe('GET /metrics without a token in the settings', () => {
  it('answers a program of this machine', async () => {
    const url = await start([])
    for (const host of ['localhost', '127.0.0.1:4000', '[::1]:4000'])
      expect(await statusOf(url, { host })).toBe(200)
  })

  it('refuses what comes through a proxy, through a name of elsewhere, or from a page', async () => {
    const url = await start([])
    const refused = [
      { host: 'elo.example' },
      { host: 'localhost', 'x-forwarded-for': '203.0.113.7' },
      { host: 'localhost', forwarded: 'for=203.0.113.7' },
      { host: 'localhost', 'x-real-ip': '203.0.113.7' },
      { host: 'localhost', via: '1.1 proxy' },
      { host: 'localhost', origin: 'http://localhost' },
    ]
    for (const headers of refused) expect(await statusOf(url, headers), JSON.stringify(headers)).toBe(401)
  })
})

describe('GET /metrics with tokens in the settings', () => {
  const newest = 'the-token-of-the-new-configuration'
  const older = 'the-token-of-the-old-configuration'

  it('answers who has one of them, from anywhere', async () => {
    const url = await start([newest, older])
    for (const token of [newest, older])
      expect(
        await statusOf(url, { host: 'elo.example', authorization: `Bearer ${token}`, via: '1.1 p' }),
      ).toBe(200)
  })

  it('refuses all others, those of this machine too, and says what to send', async () => {
    const url = await start([newest])
    for (const authorization of ['', 'Bearer', 'Bearer wrong', `Basic ${newest}`, `Bearer ${newest}x`])
      expect(await statusOf(url, { host: 'localhost', authorization })).toBe(401)
    const response = await fetch(new URL('/metrics', url))
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await response.json()).toEqual({
      error:
        'expected authorization: Bearer with a token of ELO_METRICS_TOKEN; without that setting only programs of this machine may read /metrics',
    })
  })
})
