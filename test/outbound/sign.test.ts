import { createHmac, createPublicKey, verify } from 'node:crypto'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { checkSecret } from '../../outbound/sign/checkSecret.ts'
import { newSecret } from '../../outbound/sign/newSecret.ts'
import { publicKeyOf } from '../../outbound/sign/publicKeyOf.ts'
import { signHeaders } from '../../outbound/sign/signHeaders.ts'

const body = '{"text":"olá"}'
const at = new Date()
const given = { eventId: 'int_1_1', deliveryId: 'dlv_0197-uuid', body, at }
const timestamp = String(Math.floor(at.getTime() / 1_000))

describe('the signature of a delivery', () => {
  it('has one for each secret, the newest first, and the public library verifies each', () => {
    const secrets = [newSecret('HMAC_SHA256'), newSecret('HMAC_SHA256')]
    const headers = signHeaders({ ...given, format: 'STANDARD', secrets })
    expect(Object.keys(headers)).toEqual(['webhook-id', 'webhook-timestamp', 'webhook-signature'])
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2)
    for (const secret of secrets)
      expect(new StandardWebhook(secret).verify(body, headers)).toEqual({ text: 'olá' })
    expect(() => new StandardWebhook(newSecret('HMAC_SHA256')).verify(body, headers)).toThrow()
    expect(() => new StandardWebhook(secrets[0] ?? '').verify(`${body} `, headers)).toThrow()
  })

  it('can be verified by the public key alone when it is ED25519', () => {
    const secret = newSecret('ED25519')
    const headers = signHeaders({ ...given, format: 'STANDARD', secrets: [secret] })
    const [version, signature = ''] = headers['webhook-signature']?.split(',') ?? []
    expect(version).toBe('v1a')
    const x = Buffer.from((publicKeyOf(secret) ?? '').replace('whpk_', ''), 'base64').toString('base64url')
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    const isSigned = (text: string) =>
      verify(null, Buffer.from(`int_1_1.${timestamp}.${text}`), key, Buffer.from(signature, 'base64'))
    expect(isSigned(body)).toBe(true)
    expect(isSigned(`${body} `)).toBe(false)
    expect(publicKeyOf(newSecret('HMAC_SHA256'))).toBeNull()
  })

  it('has the headers of Chatwoot too, by the newest secret, when that format is asked for', () => {
    const secrets = [newSecret('HMAC_SHA256'), newSecret('HMAC_SHA256')]
    const headers = signHeaders({ ...given, format: 'CHATWOOT', secrets })
    const digest = createHmac('sha256', secrets[0] ?? '')
      .update(`${timestamp}.${body}`)
      .digest('hex')
    expect(headers).toMatchObject({
      'x-chatwoot-delivery': '0197-uuid',
      'x-chatwoot-timestamp': timestamp,
      'x-chatwoot-signature': `sha256=${digest}`,
    })
    expect(new StandardWebhook(secrets[1] ?? '').verify(body, headers)).toEqual({ text: 'olá' })
  })

  it('throws without a secret', () => {
    expect(() => signHeaders({ ...given, format: 'STANDARD', secrets: [] })).toThrow(
      'expected a secret that signs, got none',
    )
  })
})

describe('a secret that a caller gives', () => {
  it('is accepted with 24 to 64 bytes as base64 after its prefix', () => {
    const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`
    const fault = 'expected whsec_ and 24 to 64 bytes as base64'
    expect([24, 32, 64].map((bytes) => checkSecret(secretOf(bytes), 'HMAC_SHA256'))).toEqual([
      null,
      null,
      null,
    ])
    expect([0, 23, 65].map((bytes) => checkSecret(secretOf(bytes), 'HMAC_SHA256'))).toEqual([
      fault,
      fault,
      fault,
    ])
    expect(checkSecret(`${secretOf(32)}=`, 'HMAC_SHA256')).toBe(fault)
    expect(checkSecret('secret', 'HMAC_SHA256')).toBe(fault)
    expect(checkSecret(newSecret('ED25519'), 'ED25519')).toBe(
      'expected no secret, because Elo makes the key pair',
    )
  })
})
