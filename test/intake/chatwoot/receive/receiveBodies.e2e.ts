import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signatureOf } from '../../../../intake/chatwoot/receive/verifySignature.ts'
import { aMessage } from '../../../support/chatwoot/chatwootBodies.ts'
import { type RunningIntake, secret, startIntake } from '../support/startIntake.ts'

let intake: RunningIntake

beforeEach(async () => {
  intake = await startIntake()
})
afterEach(() => intake.stop({ andDrop: true }))

/** Post bytes with a signature over these bytes, or over others. */
function send(body: Buffer, headers: Record<string, string>, signed: Buffer = body) {
  const timestamp = String(Math.floor(Date.now() / 1000))
  return intake.post(body, {
    ...headers,
    'x-chatwoot-timestamp': timestamp,
    'x-chatwoot-signature': signatureOf(secret, timestamp, signed),
  })
}

const content = 'Sua solicitação está concluída'
const text = JSON.stringify(aMessage({ content }))
const json = (charset: string) => ({ 'content-type': `application/json; charset=${charset}` })
const gzip = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
const accepted = { status: 200, body: { status: 'accepted' } }
const repeated = { status: 200, body: { status: 'repeated' } }

describe('the body of a delivery', () => {
  it('is read in the charset that it declares, and is the same delivery in each', async () => {
    expect(await send(Buffer.from(text, 'latin1'), json('ISO-8859-1'))).toMatchObject(accepted)
    expect(await send(Buffer.from(text), json('utf-8'))).toMatchObject(repeated)
    expect(await send(Buffer.from(`\ufeff${text}`), json('utf-8'))).toMatchObject(repeated)
    expect(await send(Buffer.from(text, 'utf16le'), json('utf-16le'))).toMatchObject(repeated)
    const [kept, ...more] = await intake.stored()
    expect(kept?.body).toContain(content)
    expect(more).toEqual([])
  })

  it('in an unknown charset or encoding is a 415, and leaves its reason in quarantine', async () => {
    expect(await send(Buffer.from(text), json('utf-7'))).toMatchObject({
      status: 415,
      body: { status: 'refused', reason: 'content-type: expected charset=utf-8, got "utf-7"' },
    })
    expect(await send(Buffer.from(text), { ...gzip, 'content-encoding': 'br' })).toMatchObject({
      status: 415,
      body: { status: 'refused', reason: 'content-encoding: expected gzip or none, got br' },
    })
    expect(await send(Buffer.from(`${text} `), json('utf-7'), Buffer.from('other'))).toMatchObject({
      status: 401,
    })
    expect(await intake.stored()).toEqual([
      { state: 'quarantined', reason: 'content-type: expected charset=utf-8, got "utf-7"', body: '' },
    ])
  })

  it('that is not JSON in the charset that it declares is stored without its text', async () => {
    const token = 'uUFPidt2VjeaaRXz4m5Jtwj9'
    const bytes = Buffer.from(`{"event":"message_created","pubsub_token":"${token}"}`, 'utf16le')
    for (const charset of ['utf-16be', 'ISO-8859-1', 'utf-8'])
      expect(await send(bytes, json(charset))).toMatchObject({ body: { status: 'quarantined' } })
    expect((await intake.stored()).map(({ body }) => body)).toEqual([''])
  })

  it('may be packed; the signature is over the bytes as sent or over what was packed', async () => {
    const packed = gzipSync(text)
    expect(await send(packed, gzip)).toMatchObject(accepted)
    expect(await send(packed, gzip, Buffer.from(text))).toMatchObject(repeated)
    expect(await send(packed, gzip, Buffer.from('other'))).toMatchObject({ status: 401 })
    expect(await send(Buffer.from(text), {}, packed)).toMatchObject({ status: 401 })
  })

  it('that is damaged, or unpacks to more than 32 MB, is refused, and leaves its reason in quarantine', async () => {
    const tooLarge = gzipSync(Buffer.alloc(32 * 1024 * 1024 + 1, ' '))
    expect(await send(tooLarge, gzip)).toMatchObject({ status: 413, body: { status: 'refused' } })
    expect(await send(Buffer.from(text), gzip)).toMatchObject({ status: 400, body: { status: 'refused' } })
    const reasons = (await intake.stored()).map(({ reason, body }) => [reason, body])
    expect(reasons).toEqual([
      ['body: expected a body of at most 33554432 bytes, also unpacked', ''],
      ['body: expected gzip, as content-encoding says, got other bytes', ''],
    ])
  })
})
