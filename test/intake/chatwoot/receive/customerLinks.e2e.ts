import { describe, expect, it } from 'vitest'
import {
  aContact,
  aConversation,
  aMessage,
  aNestedMessage,
} from '../../../support/chatwoot/chatwootBodies.ts'
import { startElo } from '../support/startElo.ts'
import { startIntake } from '../support/startIntake.ts'

const uuid = '7e2b3540-2642-42b5-8618-8685dedcb7b8'
const ownLink = `https://chat.example/survey/responses/${uuid}`

describe('a link that a customer writes', () => {
  it('is in their history as they wrote it, beside the survey without its link', async () => {
    const elo = await startElo()
    const { send, settled, stored, dump, stop } = await startIntake({ graph: elo.graph })
    const contents = [
      'message_created',
      'message_type',
      'content',
      'phone_number',
      '5511987654321',
      '2026-06-17T12',
      uuid.replace('7', '8'),
    ].map((token) => `veja https://pesquisa.example/survey/responses/${token} ontem`)
    contents.push('Veja https://app.outro.example/conversations/3f2b8c1e-1111-4222-8333-444455556666')
    contents.push(
      Array.from({ length: 101 }, (_, n) => `https://pesquisa.example/survey/responses/resposta-${n}`).join(
        ' ',
      ),
    )
    for (const [index, content] of contents.entries()) {
      const at = { id: 9100 + index, created_at: `2026-06-17T12:0${index}:00.000Z` }
      const nested = aNestedMessage({ id: at.id, content })
      const answer = await send(
        aMessage({ ...at, content, conversation: aConversation({ messages: [nested] }) }),
      )
      expect(answer).toMatchObject({ status: 200, body: { status: 'accepted' } })
    }
    const survey = { content_type: 'input_csat', content: `Avalie: ${ownLink}`, sender: null }
    const quoting = aNestedMessage({ id: 9201, content: `${ownLink} não abre` })
    await send(
      aMessage({
        ...survey,
        id: 9200,
        message_type: 'template',
        created_at: '2026-06-17T12:30:00.000Z',
        conversation: aConversation({ messages: [{ ...quoting, created_at: 1_781_699_460 }] }),
      }),
    )
    await settled()
    const texts = (await elo.history()).map(({ identifiers, interactions }) => ({
      identifiers,
      texts: interactions.map((interaction) => interaction['text']),
    }))
    expect(texts).toEqual([
      { identifiers: ['PHONE +5511987654321'], texts: [...contents, 'Avalie:', 'não abre'] },
    ])
    expect((await stored()).map(({ state }) => state)).toEqual(contents.concat('survey').map(() => 'done'))
    expect(await dump()).not.toContain(uuid)
    await stop({ andDrop: true })
  })

  it('is removed when it leads to a survey of the Chatwoot that the setting names', async () => {
    const { send, stored, stop } = await startIntake({ chatwootUrl: 'https://chat.example' })
    await send(aMessage({ content: `${ownLink} não abre` }))
    await send(aContact({ event: 'contact_created', name: 'Zélia https://x.example/survey/responses/1' }))
    const bodies = (await stored()).map(({ body }) => body).join('\n')
    expect(bodies).toContain('"content":"não abre"')
    expect(bodies).toContain('https://x.example/survey/responses/1')
    expect(bodies).not.toContain(uuid)
    await stop({ andDrop: true })
  })
})
