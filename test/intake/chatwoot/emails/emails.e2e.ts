import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { objectOf } from '../../../../intake/chatwoot/read/json.ts'
import { aMessage } from '../../../support/chatwoot/chatwootBodies.ts'
import { askForData } from '../../../support/askGraph.ts'
import { recordedAfter } from '../support/recordedAfter.ts'
import { startElo } from '../support/startElo.ts'
import { startIntake } from '../support/startIntake.ts'
import { foldDeliveries } from '../support/foldDeliveries.ts'
import { messageRecordOf } from '../../../../intake/chatwoot/send/messageRecord.ts'
import { joinMessages } from '../../../../intake/chatwoot/state/messageState.ts'
import { type EmailCase, emailDelivery, type GivenEmail, rita, shownEmail } from './emailCase.ts'
import { htmlCases } from './htmlCases.ts'
import { peopleCases } from './peopleCases.ts'
import { quoteCases } from './quoteCases.ts'
import { textCases } from './textCases.ts'

const historyQuery = /* GraphQL */ `
  query {
    customerByIdentifier(identifier: { type: CHATWOOT_CONTACT, value: "1:55" }) {
      history(first: 100) {
        nodes {
          summary
          actor {
            kind
            externalId
            name
          }
          source {
            externalId
          }
          ... on Message {
            text
            textTruncated
            email {
              subject
              from
              to
              cc
              bcc
              quotedText
            }
            emailRecipients {
              kind
              address
              name
            }
            attachments {
              type
              title
            }
          }
        }
      }
    }
  }
`
const messageSchema = z.looseObject({ source: z.object({ externalId: z.string() }) })
const historySchema = z.object({
  customerByIdentifier: z.object({ history: z.object({ nodes: z.array(messageSchema) }) }),
})

const cases: EmailCase[] = [...textCases, ...quoteCases, ...htmlCases, ...peopleCases]

describe('the history of e-mails as Chatwoot delivers them', () => {
  it('has at least 60 of them in the variety of real ones', () => {
    expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length)
    expect(cases.length).toBeGreaterThanOrEqual(60)
  })

  it('has each with its subject, author, recipients, quoted part and whole text', async () => {
    const elo = await startElo()
    const { send, settled, stored, stop } = await startIntake({ graph: elo.graph })
    for (const [index, [name, given]] of cases.entries()) {
      const answer = await send(emailDelivery(given, index + 1))
      expect(answer, name).toMatchObject({ status: 200, body: { status: 'accepted' } })
    }
    await settled()
    expect((await stored()).filter(({ state }) => state !== 'done')).toEqual([])
    const { customerByIdentifier } = await askForData(historySchema, elo.url, historyQuery)
    const shown = new Map(
      customerByIdentifier.history.nodes.map(({ source, ...message }) => [source.externalId, message]),
    )
    for (const [index, [name, , expected]] of cases.entries())
      expect(shown.get(`message:1:${9_001 + index}`), name).toEqual(shownEmail(expected))
    await stop({ andDrop: true })
  })
})

describe('an e-mail that an earlier version recorded', () => {
  /** The state of the e-mail after the delivery that comes now, joined to what an earlier version stored of it. */
  function afterUpgrade(given: GivenEmail, storedText: string | null) {
    const body = emailDelivery(given, 1)
    const key = 'message:1:9001'
    const earlier = foldDeliveries([JSON.stringify({ ...body, content: 'x' })]).get(key)
    const now = foldDeliveries([JSON.stringify({ ...body, event: 'message_updated' })]).get(key)
    if (earlier?.kind !== 'message' || now?.kind !== 'message') throw new Error('expected messages')
    const [content] = Object.values(earlier.state.contents)
    if (!content) throw new Error('expected a content')
    const shownAt = { first: 1_000, last: 1_000 }
    const contents = { 'by an earlier version': { ...content, text: storedText, byOther: shownAt } }
    return messageRecordOf(joinMessages({ ...earlier.state, contents }, now.state))
  }

  it('has its whole text when it comes again, and is not edited by that', () => {
    const whole = 'Cláusula. '.repeat(12_000)
    expect(afterUpgrade({ content: whole }, `${whole.slice(0, 99_999)}…`)).toMatchObject({
      text: whole,
      editedAt: null,
    })
    const onlyHtml = { content: null, text: {}, html: { full: '<p>Oi</p>' } }
    expect(afterUpgrade(onlyHtml, null)).toMatchObject({ text: 'Oi', editedAt: null })
    expect(afterUpgrade({ content: 'Oi' }, 'Olá')).toMatchObject({
      text: 'Oi',
      editedAt: new Date('2026-06-17T12:01:00.400Z'),
    })
  })
})

describe('the author of an e-mail', () => {
  it('stays the contact when the address of the contact changes later', () => {
    const conversation = { contact_inbox: { id: 70, contact_id: 55, source_id: 'x' } }
    const created = JSON.stringify(emailDelivery({ conversation }, 1))
    const updated = created
      .replaceAll('"email":"rita@example.com"', '"email":"nova@example.com"')
      .replaceAll('.400Z', '.900Z')
      .replace('message_created', 'message_updated')
    for (const deliveries of [
      [created, updated],
      [updated, created],
    ])
      expect(recordedAfter(...deliveries.map((body) => objectOf(JSON.parse(body)))).at(-1)).toMatchObject({
        actor: rita,
      })
  })

  it('is the same in whatever order the deliveries come, and after a deletion', () => {
    const created = emailDelivery({ from: ['joao@x.example'] }, 1)
    const deleted = { ...created, event: 'message_updated', content_attributes: { deleted: true } }
    const actor = { kind: 'CUSTOMER', externalId: 'joao@x.example', name: 'joao@x.example' }
    const customer = { identifiers: [{ type: 'CHATWOOT_CONTACT', value: '1:55', verified: true }] }
    expect(recordedAfter(created, deleted)).toMatchObject([{ actor, customer, deleted: true }])
    expect(recordedAfter(deleted, created)).toMatchObject([{ actor, customer, deleted: true }])
  })

  it('of a message that is no e-mail is its sender', () => {
    expect(recordedAfter(aMessage())).toMatchObject([{ actor: { externalId: '55', name: 'Maria' } }])
  })
})
