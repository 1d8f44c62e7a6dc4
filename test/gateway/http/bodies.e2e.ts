import { deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway

beforeAll(async () => {
  gateway = await startFixtureGateway()
})
afterAll(() => gateway.stop())

const json = { 'content-type': 'application/json' }
const maxBytes = 5 * 1024 * 1024
const rename = (name: string) => JSON.stringify({ query: renaming, variables: { name } })
const renaming = 'mutation ($name: String!) { renameCustomer(id: "cus_2", name: $name) { name } }'

async function post(body: string | Buffer, headers: Record<string, string> = json) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers,
  })
  const answer: unknown = await response.json()
  return { status: response.status, answer, acceptEncoding: response.headers.get('accept-encoding') }
}

const renamed = (name: string) => ({ status: 200, answer: { data: { renameCustomer: { name } } } })
const refused = (status: number, message: string) => ({
  status,
  answer: { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] },
})

describe('a body', () => {
  it.each([
    ['ISO-8859-1', Buffer.from(rename('João Conceição'), 'latin1'), 'João Conceição'],
    // The byte 0x93 is a quotation mark in windows-1252, and by that name or by ISO-8859-1 programs send it.
    ['iso-8859-1', Buffer.from(rename('\u0093João\u0094 \u0080 5'), 'latin1'), '“João” € 5'],
    ['"windows-1252"', Buffer.from(rename('João \u0096 \u00a3'), 'latin1'), 'João – £'],
    ['iso-8859-15', Buffer.from(rename('João \u00a4'), 'latin1'), 'João €'],
    ['utf-16le', Buffer.from(rename('João 文 😀'), 'utf16le'), 'João 文 😀'],
    ['utf-16', Buffer.from(`\ufeff${rename('João')}`, 'utf16le'), 'João'],
    ['UTF-8', Buffer.from(rename('João 文 😀')), 'João 文 😀'],
    ['utf8', Buffer.from(rename('João')), 'João'],
    ['us-ascii', Buffer.from(rename('João')), 'João'],
    ['', Buffer.from(rename('João')), 'João'],
  ])('is read in the charset that it declares: %s', async (charset, body, name) => {
    expect(await post(body, { 'content-type': `application/json; charset=${charset}` })).toMatchObject(
      renamed(name),
    )
  })

  it.each(['utf-7', 'x-user-defined', 'EBCDIC-US', 'utf-32'])(
    'in the charset %s is a 415',
    async (charset) => {
      expect(
        await post(rename('João'), { 'content-type': `application/json; charset=${charset}` }),
      ).toMatchObject(refused(415, `content-type: expected charset=utf-8, got "${charset}"`))
    },
  )

  it.each([
    ['UTF-8', 'application/json', Buffer.from(rename('João'), 'latin1')],
    ['UTF-8', 'application/json; charset=us-ascii', Buffer.from(rename('João'), 'latin1')],
    ['UTF-16LE', 'application/json; charset=utf-16', Buffer.from('odd')],
  ])('that is not the %s of its content type is a 400: %s', async (charset, type, body) => {
    expect(await post(body, { 'content-type': type })).toMatchObject(
      refused(400, `body: expected ${charset}, got other bytes`),
    )
  })

  it('may begin with a byte order mark', async () => {
    expect(await post(`\ufeff${rename('Beto')}`)).toMatchObject(renamed('Beto'))
    expect(
      await post('\ufeffmutation { renameCustomer(id: "cus_2", name: "Bia") { name } }', {
        'content-type': 'application/graphql',
      }),
    ).toMatchObject(renamed('Bia'))
  })

  it.each(['gzip', 'x-gzip', 'GZIP'])('may be packed: %s', async (encoding) => {
    const headers = { ...json, 'content-encoding': encoding }
    expect(await post(gzipSync(rename('João')), headers)).toMatchObject(renamed('João'))
    const latin1 = { ...headers, 'content-type': 'application/json; charset=latin1' }
    expect(await post(gzipSync(Buffer.from(rename('João'), 'latin1')), latin1)).toMatchObject(renamed('João'))
  })

  it('may say that it is not packed', async () => {
    expect(await post(rename('Beto'), { ...json, 'content-encoding': 'identity' })).toMatchObject(
      renamed('Beto'),
    )
  })

  it.each([
    ['deflate', deflateSync(rename('Beto'))],
    ['br', Buffer.from(rename('Beto'))],
    ['gzip, gzip', gzipSync(gzipSync(rename('Beto')))],
  ])('that is packed in another way is a 415 that names gzip: %s', async (encoding, body) => {
    expect(await post(body, { ...json, 'content-encoding': encoding })).toMatchObject({
      ...refused(415, `content-encoding: expected gzip or none, got ${encoding}`),
      acceptEncoding: 'gzip',
    })
  })

  it.each([
    ['not packed', Buffer.from(rename('Beto'))],
    ['cut off', gzipSync(rename('Beto')).subarray(0, 30)],
    ['empty', Buffer.alloc(0)],
  ])('that is said to be packed and is %s is a 400', async (_what, body) => {
    expect(await post(body, { ...json, 'content-encoding': 'gzip' })).toMatchObject(
      refused(400, 'body: expected gzip, as content-encoding says, got other bytes'),
    )
  })

  it('may unpack to 5 MB and to no more', async () => {
    const headers = { ...json, 'content-encoding': 'gzip' }
    const head = rename('Beto')
    const fitting = head + ' '.repeat(maxBytes - head.length)
    expect(await post(gzipSync(fitting), headers)).toMatchObject(renamed('Beto'))
    const tooLarge = refused(413, `body: expected a body of at most ${maxBytes} bytes, also unpacked`)
    expect(await post(gzipSync(`${fitting} `), headers)).toMatchObject(tooLarge)
  })

  it('that would unpack to very much is refused without unpacking it', async () => {
    const megabyte = gzipSync(Buffer.alloc(1024 * 1024, ' '))
    const bomb = Buffer.concat(Array.from({ length: 2_000 }, () => megabyte))
    const before = process.memoryUsage().arrayBuffers
    expect(await post(bomb, { ...json, 'content-encoding': 'gzip' })).toMatchObject({ status: 413 })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024)
  })
})
