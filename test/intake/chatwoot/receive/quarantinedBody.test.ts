import { describe, expect, it } from 'vitest'
import { parseBody } from '../../../../intake/chatwoot/receive/parseBody.ts'
import { redactBody } from '../../../../intake/chatwoot/receive/redactBody.ts'
import { redactText } from '../../../../intake/chatwoot/receive/redactText.ts'
import { expectedHistory } from '../../../support/chatwoot/expectedHistory.ts'
import { secretPartsIn } from '../../../support/chatwoot/secretParts.ts'
import { sampleDeliveries } from '../../../support/chatwoot/sampleDeliveries.ts'

const { secrets } = expectedHistory()
const token = 'uUFPidt2VjeaaRXz4m5Jtwj9'
const uuid = '7e2b3540-2642-42b5-8618-8685dedcb7b8'
const link = `https://x.example/survey/responses/${uuid}`

describe('a body of an unknown event', () => {
  const kept = (body: unknown): unknown => JSON.parse(redactBody(body))

  it('has nothing that is called like a credential, nor repeats of its values', () => {
    const given = {
      authorization: `Bearer ${token}\n`,
      client_secret_ar: 'x'.repeat(9),
      text: `use ${token}`,
      custom_attributes: { senha_wifi: 'x' },
      [token]: 1,
    }
    expect(kept(given)).toEqual({ text: 'use ', custom_attributes: {}, '': 1 })
  })

  it('has no link to any survey, nor its token', () => {
    expect(kept({ content: `Avalie: ${link}`, a: [{ id: uuid }], b: `x ${uuid.toUpperCase()} y` })).toEqual({
      content: 'Avalie:',
      a: [{ id: '' }],
      b: 'x  y',
    })
  })

  it('is cut to its beginning when it has very many credentials', () => {
    const tokens = Array.from({ length: 200 }, (_, n) => ({ token: `${token}${n}` }))
    expect(redactBody({ note: 'b'.repeat(4_000_000), tokens })).not.toContain(token)
  })
})

describe('a text that is not JSON', () => {
  const bodies = sampleDeliveries()
    .filter(({ n }) => [1, 3, 4, 5, 6, 13, 46, 48, 214].includes(n))
    .map(({ body }) => body)

  it('holds no part of a secret wherever it is cut, escaped or not', () => {
    for (const body of bodies) {
      const escaped = JSON.stringify(body)
      for (let end = 1; end < body.length; end += 1) {
        expect(secretPartsIn(redactText(body.slice(0, end)))).toEqual([])
        expect(secretPartsIn(redactText(escaped.slice(0, end)))).toEqual([])
      }
    }
  })

  it('holds no secret when its beginning is missing', () => {
    for (const body of bodies) {
      for (let start = 1; start < body.length; start += 7) {
        const kept = redactText(body.slice(start, -1))
        expect(secrets.filter((secret) => kept.includes(secret))).toEqual([])
      }
    }
  })

  it('is not stored in an encoding in which secrets would not be recognised', () => {
    const body = `{"pubsub_token":"${token}"}`
    for (const raw of [Buffer.from(body, 'utf16le'), Buffer.from(`${body}\u00ff`, 'latin1')]) {
      const parsed = parseBody(raw)
      expect(parsed).toMatchObject({ isJson: false, reason: 'the body is not UTF-8' })
      expect(parsed.quarantineText()).toBe('')
    }
  })

  it('is not quoted in the reason', () => {
    const parsed = parseBody(Buffer.from(`{"a": ${token}`))
    expect(parsed).toMatchObject({ isJson: false, reason: 'the body is not JSON; it is 30 bytes long' })
  })

  it('keeps its harmless beginning', () => {
    const text = '{"event":"message_created","account":{"id":1,"name":"Casa Ipê"},"conversation":{"id":46'
    expect(redactText(text)).toBe(text)
  })
})
