import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { askGraph } from '../support/askGraph.ts'
import { type EloProcess, startEloProcess } from '../support/eloProcess.ts'
import { watchHistory } from '../support/liveHistory.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { customerOf, post, recordCanaries } from './support/canaryCustomer.ts'
import { eraseCustomer, eraseInSteps } from './support/eraseInSteps.ts'

let database: TestDatabase
let elo: EloProcess
beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), 'privacy-canaries')
  elo = await startEloProcess({
    PORT: '0',
    LOG_LEVEL: 'debug',
    MONGODB_URI: database.uri,
    CHATWOOT_ACCEPT_UNSIGNED: 'true',
  })
})
afterAll(async () => {
  await elo.end('SIGTERM')
  await database.drop()
})

const everything = `query ($id: ID!, $other: ID!) {
  customer(id: $id) { id name erasedAt tags identifiers { value } attributes { name value } consents { purpose }
    conversations(first: 100) { nodes { protocol labels customAttributes erasedAt status channel } }
    history(first: 100) { nodes { id kind summary actor { kind externalId name } source { externalId } erasedAt erasureCause
      ... on Message { text attachments { url } revisions { nodes { text } } reactions { emoji } }
      ... on Note { text } ... on Action { type status details }
      ... on Commitment { state terms { text } matter { externalId } } ... on Feedback { rating comment } } } }
  other: customer(id: $other) { name history(first: 100) { nodes { summary ... on Message { text } } } }
}`

describe('eraseCustomer', () => {
  it('leaves none of the canaries in collections, logs, pages and streams, and all of what others wrote', async () => {
    const { canaries, customer, chatwootPhone, delivery } = await recordCanaries(elo.url)
    await database.processed()
    expect(canaries.length).toBeGreaterThanOrEqual(50)
    const before = await database.dump()
    expect(canaries.filter((canary) => !before.includes(canary))).toEqual([])

    const ids = [await customerOf(elo.url, '+5511987650001'), await customerOf(elo.url, chatwootPhone)]
    const [id = '', ofChatwoot = ''] = ids.map(String)
    const merge = `mutation { mergeCustomers(input: { customerId: "${id}", otherCustomerId: "${ofChatwoot}", reason: "qzxmergexzq" }) { userErrors { code message } } }`
    expect((await askGraph(elo.url, merge)).data).toEqual({ mergeCustomers: { userErrors: [] } })
    canaries.push('qzxmergexzq')
    const other = await askGraph(
      elo.url,
      `mutation { recordMessage(input: { customer: { identifiers: [{ type: PHONE, value: "+5511987659999" }], name: "Bia" }
        channel: WHATSAPP actor: { kind: CUSTOMER } text: "Call ${customer.identifiers[0]?.value}, or Rua 7" }) {
        message { customer { id } } userErrors { code } } }`,
    )
    const otherId = JSON.stringify(other.data).match(/cus_[0-9a-f-]+/u)?.[0] ?? ''
    const ofOther = () =>
      database.connection
        .collection('interactions')
        .find({ profileId: otherId })
        .toArray()
        .then((documents) => JSON.stringify(documents))
    const otherBefore = await ofOther()
    for (let repeat = 0; repeat < 3; repeat += 1) await askGraph(elo.url, everything, { id, other: otherId })
    const exportOf = async (format: string) =>
      (await fetch(`${elo.url}/export/customers/${id}?notes=true&format=${format}`)).text()
    const exported = await exportOf('jsonl')
    // Quoted e-mails, telephones and what waits in quarantine have other tests; these stand for the rest.
    expect(exported).toContain('firsttextxzq')
    expect(exported).toContain('evidencexzq')
    const stream = await watchHistory(elo.url, id)
    await stream.next()

    const { certificate, preview, protocol } = await eraseInSteps(elo.url, id)

    const events = await stream.until(
      ({ change, interaction }) => change === 'AMENDED' && interaction?.kind === 'IDENTITY_CHANGE',
    )
    await stream.close()
    const shown = await askGraph(elo.url, everything, { id, other: otherId })
    const kept = await database.dump()
    const hits = (text: string) => canaries.filter((canary) => withoutOther(text).includes(canary))
    expect(hits(kept)).toEqual([])
    expect(hits(JSON.stringify(shown))).toEqual([])
    expect(hits(JSON.stringify(events))).toEqual([])
    for (const format of ['jsonl', 'html']) expect(hits(await exportOf(format))).toEqual([])
    expect(hits(elo.log())).toEqual([])
    expect(await ofOther()).toBe(otherBefore)
    expect(shown.errors).toBeUndefined()
    expect(JSON.stringify(shown.data?.['other'])).toContain('Rua 7')
    expect(JSON.stringify(shown.data?.['customer'])).toContain('"rating":4')

    expect(certificate?.sha256).toBe(
      createHash('sha256')
        .update(certificate?.content ?? '')
        .digest('hex'),
    )
    expect(certificate?.content).toContain(protocol)
    const count = (
      counts: { collection: string; kind: string | null; count: number }[] = [],
      collection = '',
    ) => counts.filter((each) => each.collection === collection).reduce((sum, each) => sum + each.count, 0)
    for (const collection of [
      'interactions',
      'interactionRevisions',
      'conversations',
      'identifiers',
      'facts',
    ])
      expect([collection, count(certificate?.counts, collection)]).toEqual([
        collection,
        count(preview?.counts, collection),
      ])
    expect(count(certificate?.counts, 'webhookInbox')).toBe(2)

    // A repeated delivery, the same or with another state, brings nothing back.
    await post(elo.url, delivery)
    await post(elo.url, { ...delivery, event: 'message_updated', status: 'read' })
    await database.processed()
    expect(hits(await database.dump())).toEqual([])
    // A new message of the same telephone is of a new customer.
    const now = Date.now() / 1000
    const { conversation } = await freshDelivery(now)
    await post(elo.url, conversation)
    await database.processed()
    const again = await customerOf(elo.url, chatwootPhone)
    expect(again).toMatch(/^cus_/u)
    expect(again).not.toBe(id)
    expect(again).not.toBe(ofChatwoot)
    expect(await eraseCustomer(elo.url, { customerId: id })).toMatchObject({
      userErrors: [{ code: 'NOT_FOUND' }],
    })
  })
})

/** Without the other customer's message, which names the telephone and stays as it is, and without its one term. */
function withoutOther(text: string): string {
  return text.replaceAll('Call +5511987650001, or Rua 7', '').replace('"#5511987650001"', '')
}

async function freshDelivery(now: number) {
  const { aContact, aConversation, aMessage } = await import('../support/chatwoot/chatwootBodies.ts')
  const contact = aContact({ name: 'Nova', phone_number: '+5511987650003' })
  const thread = aConversation({
    updated_at: now,
    created_at: Math.floor(now),
    meta: { sender: { ...contact, type: 'contact' }, assignee: null, team: null },
  })
  return {
    conversation: aMessage({
      ...{ id: 9777, content: 'Oi de novo', conversation: thread, sender: contact },
      created_at: new Date(now * 1000).toISOString(),
    }),
  }
}
