import { describe, expect, it } from 'vitest'
import { connectSocket } from '../support/connectSocket.ts'
import { askWithHeaders } from './support/send.ts'
import { useTarget } from './support/target.ts'

const target = useTarget({ name: 'hostile-foreign-host', oneForAll: true })
const query = '{ customers(first: 1) { nodes { id } } }'
const port = () => new URL(target().url).port

/** The headers of a page whose name was bound to our address after it was loaded, and headers that proxies may add. */
const foreign: [string, () => Record<string, string>][] = [
  ['a foreign host', () => ({ host: `evil.example:${port()}` })],
  ['a foreign host without a port', () => ({ host: 'evil.example' })],
  [
    'a foreign host that is its own origin',
    () => ({ host: `evil.example:${port()}`, origin: `http://evil.example:${port()}` }),
  ],
  [
    'our host, and a forwarded one that is foreign',
    () => ({ 'x-forwarded-host': 'evil.example', origin: 'http://evil.example' }),
  ],
  ['a host that begins like ours', () => ({ host: `127.0.0.1.evil.example:${port()}` })],
  ['a host in which ours occurs', () => ({ host: `evil.localhost.example:${port()}` })],
]

describe('a request with', () => {
  it.each(foreign)('%s is refused over HTTP, with no data', async (_, headers) => {
    const { status, text } = await askWithHeaders(target().url, { query }, headers())
    expect([400, 403, 421]).toContain(status)
    expect(text).not.toContain('cus_')
  })

  it.each(foreign)('%s is refused as a WebSocket', async (_, headers) => {
    await expect(connectSocket(target().url, { headers: headers() })).rejects.toThrow(/40[03]|421/u)
  })

  it.each([
    ['localhost', () => ({ host: `localhost:${port()}` })],
    ['127.0.0.1', () => ({ host: `127.0.0.1:${port()}` })],
    [
      'localhost as its own origin',
      () => ({ host: `localhost:${port()}`, origin: `http://localhost:${port()}` }),
    ],
  ])('%s is answered', async (_, headers) => {
    const { status, text } = await askWithHeaders(target().url, { query }, headers())
    expect(status).toBe(200)
    expect(text).toContain('cus_')
  })
})
