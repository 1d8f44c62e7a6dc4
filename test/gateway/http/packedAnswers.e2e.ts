import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway
beforeAll(async () => {
  gateway = await startFixtureGateway()
})
afterAll(() => gateway.stop())

const small = '{ customer(id: "cus_1") { name } }'
const large = `{ ${Array.from({ length: 90 }, (_, n) => `${'a'.repeat(190)}${n}: customer(id: "cus_1") { name }`).join(' ')} }`

/** The answer as it was sent. */
function ask(query: string, acceptEncoding?: string) {
  const headers = {
    'content-type': 'application/json',
    ...(acceptEncoding !== undefined && { 'accept-encoding': acceptEncoding }),
  }
  return new Promise<{ headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    const sent = request(`${gateway.url}/graphql`, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }))
    })
    sent.on('error', reject)
    sent.end(JSON.stringify({ query }))
  })
}

describe('a large answer', () => {
  it.each([
    ['gzip', 'gzip, deflate, br', gunzipSync],
    ['br', 'br', brotliDecompressSync],
    ['gzip', 'br;q=0.5, gzip', gunzipSync],
  ])('is packed as %s for "%s"', async (encoding, accepted, unpack) => {
    const plain = await ask(large)
    const { headers, body } = await ask(large, accepted)
    expect(headers).toMatchObject({ 'content-encoding': encoding, vary: 'accept-encoding' })
    expect(headers['content-length']).toBe(String(body.length))
    expect(body.length).toBeLessThan(plain.body.length / 5)
    expect(unpack(body).equals(plain.body)).toBe(true)
  })

  it.each([undefined, 'identity', 'deflate', 'gzip;q=0, *;q=0.1, br;q=0'])(
    'is not packed for %j',
    async (accepted) => {
      const { headers, body } = await ask(large, accepted)
      expect(headers['content-encoding']).toBeUndefined()
      expect(body.length).toBeGreaterThan(14_600)
    },
  )
})

describe('a small answer', () => {
  it('is not packed', async () => {
    const { headers, body } = await ask(small, 'gzip')
    expect([headers['content-encoding'], body.toString()]).toEqual([
      undefined,
      '{"data":{"customer":{"name":"Ana"}}}',
    ])
  })
})
