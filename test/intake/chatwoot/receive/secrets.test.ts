import { describe, expect, it } from 'vitest'
import { parseBody } from '../../../../intake/chatwoot/receive/parseBody.ts'
import { sanitizeBody } from '../../../../intake/chatwoot/receive/sanitizeBody.ts'
import { aMessage, aNestedMessage } from '../../../support/chatwoot/chatwootBodies.ts'
import { secretPartsIn } from '../../../support/chatwoot/secretParts.ts'
import { sampleDeliveries } from '../../../support/chatwoot/sampleDeliveries.ts'

const token = 'uUFPidt2VjeaaRXz4m5Jtwj9'
const uuid = '7e2b3540-2642-42b5-8618-8685dedcb7b8'
const link = `https://x.example/survey/responses/${uuid}`

const survey = { content_type: 'input_csat', message_type: 'template', content: `Avalie: ${link}` }

describe('a body without its secrets', () => {
  it('holds none of the secrets of the samples', () => {
    for (const { body } of sampleDeliveries()) {
      const parsed = parseBody(Buffer.from(body))
      const kept = parsed.quarantineText() + (parsed.isJson ? parsed.text : parsed.reason)
      expect(secretPartsIn(kept)).toEqual([])
    }
  })

  it('has no field that Chatwoot fills with a secret, at any depth', () => {
    const body = {
      pubsub_token: token,
      hmac_token: token,
      list: [{ access_token: { value: 'x' }, smtp_password: 'hunter2', Api_Key: 'x'.repeat(20) }],
      inbox: { id: 7, provider_config: { source: 'y' }, page_access_token: 'z', hmac_verified: true },
      name: 'Maria',
    }
    expect(sanitizeBody(body)).toEqual({
      list: [{}],
      inbox: { id: 7, hmac_verified: true },
      name: 'Maria',
    })
  })

  it('has a channel only if that is a name and not a record', () => {
    expect(sanitizeBody({ channel: { bot_token: token, id: 1 } })).toEqual({})
    expect(sanitizeBody({ channel: `{"bot_token":"${token}"}` })).toEqual({})
    expect(sanitizeBody({ channel: 'Channel::Whatsapp' })).toEqual({ channel: 'Channel::Whatsapp' })
  })

  it('has no generated token of Chatwoot in its texts, and keeps its keys', () => {
    const given = { contact_inbox: { pubsub_token: token }, note: `it is ${token}!`, [token]: 1 }
    expect(sanitizeBody(given)).toEqual({ contact_inbox: {}, note: 'it is !', [token]: 1 })
  })

  it('has no link to a survey in Chatwoot’s own message, nor its token in other texts', () => {
    const nested = { ...survey, message_type: 3, processed_message_content: `Avalie: ${link}` }
    const given = {
      ...survey,
      feedback: `x ${uuid.toUpperCase()} y`,
      conversation: { messages: [nested, { content: `${link}?locale=pt não abre` }] },
    }
    expect(sanitizeBody(given)).toEqual({
      ...survey,
      content: 'Avalie:',
      feedback: 'x  y',
      conversation: {
        messages: [
          { ...nested, content: 'Avalie:', processed_message_content: 'Avalie:' },
          { content: 'não abre' },
        ],
      },
    })
  })

  it('has no token of a survey when only a nested message shows the survey', () => {
    const given = { content: `> ${link}\nNão abre`, conversation: { messages: [survey] } }
    expect(sanitizeBody(given)).toMatchObject({ content: '> \nNão abre' })
  })

  it('has no uuid of a conversation in the ids and addresses of e-mails, nor where they are quoted', () => {
    const given = {
      source_id: `conversation/${uuid}/messages/9@x.example`,
      additional_attributes: { in_reply_to: `<account/1/conversation/${uuid}@x.example>` },
      content_attributes: { email: { to: [`reply+${uuid}@x.example`] } },
      content: `Loja <reply+${uuid}@x.example> escreveu:`,
    }
    expect(sanitizeBody(given)).toEqual({
      source_id: 'conversation//messages/9@x.example',
      additional_attributes: { in_reply_to: '<account/1/conversation/@x.example>' },
      content_attributes: { email: { to: ['reply+@x.example'] } },
      content: 'Loja <reply+@x.example> escreveu:',
    })
  })

  it('has no link to a survey of the Chatwoot that the setting names, whoever wrote it', () => {
    const options = { chatwootUrl: 'https://Chat.example:8443/app' }
    const cleanOf = (content: string) => sanitizeBody({ content }, options)
    for (const address of [
      'https://chat.example:8443/survey/responses/7e2b',
      'HTTPS://CHAT.example:8443/survey/responses/7e2b?x=1',
      'chat.example:8443/survey/responses/7e2b',
      String.raw`https:\/\/chat.example:8443\/survey\/responses\/7e2b`,
      'https%3A%2F%2Fchat.example:8443%2Fsurvey%2Fresponses%2F7e2b',
    ])
      expect(cleanOf(`veja ${address} aqui`)).toEqual({ content: 'veja  aqui' })
    for (const address of [
      'https://chat.example/survey/responses/7e2b',
      'https://otherchat.example:8443/survey/responses/7e2b',
      'https://x.chat.example:8443/survey/responses/7e2b',
      'https://outro.example/chat.example:8443/survey/responses/7e2b',
      'https://chat.example:8443/hc/ajuda',
    ])
      expect(cleanOf(`veja ${address} aqui`)).toEqual({ content: `veja ${address} aqui` })
  })

  it('is not read when it has more than a hundred levels', () => {
    const deep = Buffer.from(`${'['.repeat(50_000)}"${token}"${']'.repeat(50_000)}`)
    const parsed = parseBody(deep)
    expect(parsed).toMatchObject({ isJson: false, reason: 'the body is nested too deeply' })
    expect(parsed.quarantineText()).not.toContain(token)
  })

  it('is read however many secrets it has, in time linear in its length', () => {
    const list = Array.from({ length: 20_000 }, (_, n) => ({
      token: `${token.slice(0, 19)}${10_000 + n}`.replaceAll('0', 'z'),
    }))
    const parsed = parseBody(Buffer.from(JSON.stringify({ list, note: 'b'.repeat(2_000_000) })))
    // In quadratic time this test would run into its timeout.
    expect(parsed.isJson && parsed.text.length).toBe('{"list":[],"note":""}'.length + 59_999 + 2_000_000)
    expect(parsed.quarantineText().includes(token.slice(0, 19))).toBe(false)
  })
})

describe('what is no secret of Chatwoot', () => {
  const unchanged = (body: unknown) => expect(sanitizeBody(body)).toEqual(body)

  it.each([
    'Esqueci a senha: token=123456 {"password":"x"}',
    'Veja https://app.outro.example/conversations/3f2b8c1e-1111-4222-8333-444455556666 por favor',
    'Respondi em https://pesquisa.example/survey/responses/abc123 ontem',
    ` ${link} `,
    `reply+${uuid}@x.example`,
    'https://x.example/survey/responses/message_created',
    'https://x.example/survey/responses/message_type',
    'https://x.example/survey/responses/content',
    'https://x.example/survey/responses/phone_number',
    'https://x.example/survey/responses/5511987654321',
    'https://x.example/survey/responses/2026-06-17T12',
    'https://x.example/survey/responses/ https://x.example/survey/responses/1',
  ])('stays in a customer’s message: %s', (content) => {
    unchanged(aMessage({ content, conversation: { messages: [aNestedMessage({ content })], id: 42 } }))
    unchanged(aMessage({ content, content_type: 'input_csat', conversation: {} }))
  })

  it('stays in a customer’s message with very many links', () => {
    const links = Array.from({ length: 101 }, (_, n) => `${link.slice(0, -3)}${100 + n}`)
    unchanged({ ...aMessage({ content: links.join(' ') }), conversation: {} })
  })

  it('stays in a comment on a survey', () => {
    const response = {
      rating: 1,
      feedback_message: 'Pior que https://pesquisa.example/survey/responses/abc123',
    }
    unchanged({
      ...survey,
      content: 'Avalie',
      content_attributes: { submitted_values: { csat_survey_response: response } },
    })
  })

  it('stays in keys, names of events, ids, times and identifiers that equal the token of a survey', () => {
    const structure = {
      event: uuid,
      id: uuid,
      identifier: uuid,
      email: `${uuid}@x.example`,
      phone_number: uuid,
      created_at: uuid,
      conversation_id: uuid,
      content_type: uuid,
      [uuid]: 1,
    }
    expect(sanitizeBody({ survey, structure })).toEqual({
      survey: { ...survey, content: 'Avalie:' },
      structure,
    })
  })

  it('stays in attributes, whatever they are called, and in texts that repeat their values', () => {
    const attributes = {
      sabor_cookie: 'chocolate branco',
      secretaria: 'Secretaria Municipal',
      senha: 'zelia@loja.example',
      token_atendimento: 'ABC-2026-000123',
      access_token: token,
      channel: { name: 'loja' },
      nested: { password: 'hunter2' },
    }
    unchanged({
      content: `chocolate branco, ABC-2026-000123, ${token}`,
      sender: { email: 'zelia@loja.example', custom_attributes: attributes },
      additional_attributes: attributes,
      changed_attributes: [{ custom_attributes: { previous_value: attributes, current_value: {} } }],
    })
  })

  it('stays in texts that equal the value of a secret field that is a word', () => {
    const content = 'Quero chocolate-branco-2026 na Secretaria, +5511987654321'
    const secretFields = { pubsub_token: 'chocolate-branco-2026', password: '+5511987654321', secret: 'na' }
    expect(sanitizeBody({ content, phone_number: '+5511987654321', ...secretFields })).toEqual({
      content,
      phone_number: '+5511987654321',
    })
  })
})
