import { describe, expect, it } from 'vitest'
import { cutSurveyLinks } from '../../../intake/chatwoot/receive/cutSurveyLinks.ts'
import { parseBody } from '../../../intake/chatwoot/receive/parseBody.ts'
import { redactText } from '../../../intake/chatwoot/receive/redactText.ts'
import { sanitizeBody } from '../../../intake/chatwoot/receive/sanitizeBody.ts'
import { expectedHistory } from '../../support/chatwoot/expectedHistory.ts'
import { sampleDeliveries } from '../../support/chatwoot/sampleDeliveries.ts'

const { secrets } = expectedHistory()
const token = 'uUFPidt2VjeaaRXz4m5Jtwj9'
const uuid = '7e2b3540-2642-42b5-8618-8685dedcb7b8'
const link = `https://x.example/survey/responses/${uuid}`

/** All parts of secrets with eight characters. The uuid of a link is a secret of its own. */
const parts = secrets
  .filter((secret) => !secret.startsWith('https://'))
  .flatMap((secret) =>
    Array.from({ length: Math.max(1, secret.length - 7) }, (_, start) => secret.slice(start, start + 8)),
  )

function foundIn(text: string): string[] {
  return parts.filter((part) => text.includes(part))
}

describe('a body without its secrets', () => {
  it('holds none of the secrets of the samples', () => {
    for (const { body } of sampleDeliveries()) {
      const parsed = parseBody(Buffer.from(body))
      const kept = parsed.quarantineText() + (parsed.isJson ? parsed.text : parsed.reason)
      expect(foundIn(kept)).toEqual([])
    }
  })

  it('has no credentials under their keys, at any depth, nor repeats of their values', () => {
    const body = {
      pubsub_token: token,
      note: `it is ${token}!`,
      list: [{ Api_Key: 'x'.repeat(20), 'smtp-password': 'hunter2', provider_config: { source: 'y' } }],
      [token]: 1,
      name: 'Maria',
    }
    expect(sanitizeBody(body)).toEqual({ note: 'it is !', list: [{}], '': 1, name: 'Maria' })
  })

  it('has a channel only if that is a name and not a record', () => {
    expect(sanitizeBody({ channel: { bot_token: token, id: 1 } })).toEqual({})
    expect(sanitizeBody({ channel: `{"bot_token":"${token}"}` })).toEqual({})
    expect(sanitizeBody({ channel: 'Channel::Whatsapp' })).toEqual({ channel: 'Channel::Whatsapp' })
  })

  it('has no token of a credential of several words', () => {
    const given = {
      authorization: `Bearer ${token}\n`,
      client_secret_ar: 'x'.repeat(9),
      content: `use ${token}`,
    }
    expect(sanitizeBody(given)).toEqual({ content: 'use ' })
  })

  it('has no token of a survey, also outside of its link', () => {
    expect(
      sanitizeBody({ content: `Avalie: ${link}`, a: [{ id: uuid }], b: `x ${uuid.toUpperCase()} y` }),
    ).toEqual({
      content: 'Avalie:',
      a: [{ id: '' }],
      b: 'x  y',
    })
  })

  it('has no uuid of a conversation in the ids and addresses of e-mails', () => {
    expect(sanitizeBody({ to: [`reply+${uuid}@x.example`] })).toEqual({ to: ['reply+@x.example'] })
    expect(sanitizeBody({ source_id: `conversation/${uuid}/messages/9@x.example` })).toEqual({
      source_id: 'conversation//messages/9@x.example',
    })
  })

  it('keeps a customer’s text about secrets', () => {
    const content = 'Esqueci a senha: token=123456 {"password":"x"}'
    expect(sanitizeBody({ content })).toEqual({ content })
  })

  it('keeps words in the text that are also values of a credential’s key', () => {
    const text = 'Quero chocolate branco e caramelizado, trabalho na Secretaria Municipal. A secretária!'
    const others = { secretaria: 'Secretaria Municipal', secretária: 'Bia' }
    const given = {
      sabor_cookie: 'chocolate branco',
      outro_cookie: 'caramelizado',
      ...others,
    }
    expect(sanitizeBody({ content: text, custom_attributes: given })).toEqual({
      content: text,
      custom_attributes: others,
    })
  })

  it('keeps values of custom attributes in its texts, whatever the attribute is called', () => {
    const content = 'Seu protocolo é ABC-2026-000123'
    const sender = { email: 'zelia@loja.example', custom_attributes: { senha: 'zelia@loja.example' } }
    const changed = [{ custom_attributes: { previous_value: { token_atendimento: 'ABC-2026-000123' } } }]
    expect(
      sanitizeBody({
        content,
        sender,
        custom_attributes: { token_atendimento: 'ABC-2026-000123', pubsub_token: token },
        changed_attributes: changed,
      }),
    ).toEqual({
      content,
      sender: { email: 'zelia@loja.example', custom_attributes: {} },
      custom_attributes: {},
      changed_attributes: [{ custom_attributes: { previous_value: {} } }],
    })
  })

  it('is not read when it has more than a hundred levels', () => {
    const deep = Buffer.from(`${'['.repeat(50_000)}"${token}"${']'.repeat(50_000)}`)
    const parsed = parseBody(deep)
    expect(parsed).toMatchObject({ isJson: false, reason: 'the body is nested too deeply' })
    expect(parsed.quarantineText()).not.toContain(token)
  })

  it('is not searched for each of very many credentials', () => {
    const tokens = Array.from({ length: 200 }, (_, n) => ({ token: `${token}${n}` }))
    const parsed = parseBody(Buffer.from(JSON.stringify({ tokens, note: 'b'.repeat(4_000_000) })))
    expect(parsed).toMatchObject({ isJson: false, reason: 'the body holds too many credentials' })
    expect(parsed.quarantineText()).not.toContain(token)
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
        expect(foundIn(redactText(body.slice(0, end)))).toEqual([])
        expect(foundIn(redactText(escaped.slice(0, end)))).toEqual([])
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

describe('cutSurveyLinks', () => {
  it.each([
    [`Avalie: ${link}`, 'Avalie:'],
    [`${link} obrigado`, 'obrigado'],
    [`Avalie <a href="${link}">aqui</a>`, 'Avalie <a href="">aqui</a>'],
    [`Nota:${link}?locale=pt`, 'Nota:'],
    [`um ${link} dois ${link}`, 'um  dois'],
    ['x.example/survey/responses/7e2b', ''],
    [`{"url":"${link.replaceAll('/', '\\/')}"}`, '{"url":""}'],
    [' sem link ', ' sem link '],
  ])('of %j leaves the rest', (text, expected) => {
    expect(cutSurveyLinks(text).text).toBe(expected)
  })

  it('takes time linear in the length of the text', () => {
    // In quadratic time this test would run into its timeout.
    expect(cutSurveyLinks('a'.repeat(5_000_000)).tokens).toEqual([])
    expect(cutSurveyLinks('/survey/responses/'.repeat(200_000)).text).toBe('')
  })
})
