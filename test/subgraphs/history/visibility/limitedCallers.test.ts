import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../../platform/lang/ids.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { newConversation } from '../../../../subgraphs/conversations/conversation/conversation.ts'
import { conversationModel } from '../../../../subgraphs/conversations/conversation/conversationModel.ts'
import { createConversationStore } from '../../../../subgraphs/conversations/conversation/conversationStore.ts'
import { agentOf, assignedAgent, customerSelf } from '../../../support/limitedCallers.ts'
import { ask, page } from '../support/askHistory.ts'
import { followCustomer } from '../support/followCustomer.ts'
import { feedSubscription, historySubscription, liveEvents } from '../support/liveEvents.ts'
import { askChanges, readChanges } from '../support/pollChanges.ts'
import { asAgent, asPartner, type History, startHistory } from '../support/startHistory.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('limited_callers')
})

afterAll(() => history.stop())

/** A conversation of a profile; gives its id. */
async function converse(
  profileId: string,
  { team = null, person = null }: { team?: string | null; person?: string | null } = {},
): Promise<string> {
  const conversation = newConversation(profileId, 'WHATSAPP', new Date(), {
    team: team === null ? null : { id: '1', name: team },
    person: person === null ? null : { id: person, name: null },
  })
  await createConversationStore(history.connection).insert(conversation)
  return conversation.id
}

async function unassign(conversationId: string): Promise<void> {
  await conversationModel(history.connection).updateOne({ _id: conversationId }, { $set: { person: null } })
}

async function interaction(id: string, principal: Principal): Promise<unknown> {
  const query = 'query ($id: ID!) { interaction(id: $id) { id conversation { id } } }'
  const { data, errors } = await history.ask(query, { id }, principal)
  expect(errors).toBeUndefined()
  return data?.['interaction']
}

describe('a caller of one department', () => {
  it('reads pages of what its department did and of what none did, and nothing shows that there is more', async () => {
    const customer = await history.newCustomer()
    const sales = await history.record(customer, { department: 'sales' })
    await history.record(customer, { department: 'support' })
    const ofNone = await history.record(customer, { department: null })
    await history.record(customer, { department: 'support' })
    const seen = await page(history, [customer], { last: 2 }, agentOf('sales'))
    expect(seen).toMatchObject({ ids: [sales, ofNone], hasNextPage: false, hasPreviousPage: false })
    const first = await page(history, [customer], { first: 2 }, agentOf('sales'))
    expect(first).toMatchObject({ ids: [sales, ofNone], hasNextPage: false, hasPreviousPage: false })
    const filtered = await page(
      history,
      [customer],
      { filter: { departments: ['support'] } },
      agentOf('sales'),
    )
    expect(filtered).toMatchObject({ ids: [], hasNextPage: false, hasPreviousPage: false })
  })

  it('gets null for an interaction of another department, as for one that does not exist', async () => {
    const customer = await history.newCustomer()
    const support = await history.record(customer, { department: 'support' })
    expect(await interaction(support, agentOf('support', 'billing'))).toEqual({
      id: support,
      conversation: null,
    })
    expect(await interaction(support, agentOf('sales'))).toBeNull()
    expect(await interaction(newId('int'), agentOf('sales'))).toBeNull()
    const { data } = await history.ask(
      'query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Message { id } } }',
      { ids: [{ __typename: 'Message', id: support }] },
      agentOf('sales'),
    )
    expect(data).toEqual({ _entities: [null] })
  })

  it('gets null for the conversation of another department of an interaction that it sees', async () => {
    const customer = await history.newCustomer()
    const support = await converse(customer, { team: 'support' })
    const ofNone = await converse(customer)
    const inSupport = await history.record(customer, { conversationId: support })
    const inNone = await history.record(customer, { conversationId: ofNone })
    const inMissing = await history.record(customer, { conversationId: newId('cnv') })
    expect(await interaction(inSupport, agentOf('sales'))).toEqual({ id: inSupport, conversation: null })
    expect(await interaction(inMissing, agentOf('sales'))).toEqual({ id: inMissing, conversation: null })
    expect(await interaction(inNone, agentOf('sales'))).toEqual({ id: inNone, conversation: { id: ofNone } })
    expect(await interaction(inSupport, agentOf('support'))).toEqual({
      id: inSupport,
      conversation: { id: support },
    })
  })

  it('is notified once an interaction that it could read moves to another department', async () => {
    const customer = await history.newCustomer()
    const before = await history.record(customer, { department: 'sales' })
    const stream = await followCustomer(history, customer, {}, agentOf('sales'))
    const [position] = await stream.take(1)
    const live = await history.record(customer, { department: 'sales' })
    expect(await stream.next()).toMatchObject({ change: 'RECORDED', interaction: { id: live } })
    await history.log.amend(before, () => ({ department: 'support' }))
    await history.log.amend(live, () => ({ visibility: 'INTERNAL' }))
    await history.log.amend(live, () => ({ department: 'support' }))
    expect(await stream.take(3)).toMatchObject([
      { __typename: 'InteractionHidden', change: 'HIDDEN', interactionId: before, interaction: null },
      { __typename: 'InteractionAmended', change: 'AMENDED', interaction: { id: live } },
      { __typename: 'InteractionHidden', change: 'HIDDEN', interactionId: live, interaction: null },
    ])
    await stream.close()
    const missed = await readChanges(history, customer, { after: position?.cursor ?? '' }, agentOf('sales'))
    expect(missed.events).toMatchObject([{ change: 'HIDDEN', interactionId: before }])
    expect((await readChanges(history, customer, { after: missed.cursor }, agentOf('sales'))).events).toEqual(
      [],
    )
  })

  it('sees no event of what it could never read, and the cursor moves over it', async () => {
    const customer = await history.newCustomer()
    const hidden = await history.record(customer, { department: 'support' })
    const stream = await followCustomer(history, customer, {}, agentOf('sales'))
    await stream.next()
    await history.log.amend(hidden, () => ({ summary: 'edited' }))
    await history.log.amend(hidden, () => ({ department: 'billing' }))
    await history.log.amend(hidden, () => ({ department: 'sales' }))
    const shown = await stream.next()
    expect(shown).toMatchObject({ change: 'AMENDED', interaction: { id: hidden, revision: 4 } })
    await stream.close()
    const { events } = await readChanges(history, customer, {}, agentOf('sales'))
    expect(events).toMatchObject([{ change: 'RECORDED', interaction: { id: hidden } }])
  })

  it('hides only what matched the filter of the stream', async () => {
    const customer = await history.newCustomer()
    const ids = [
      await history.record(customer, { department: 'sales', channel: 'EMAIL' }),
      await history.record(customer, { department: 'sales', channel: 'WHATSAPP' }),
    ]
    const filter = { channels: ['WHATSAPP'] }
    const stream = await followCustomer(history, customer, { filter }, agentOf('sales'))
    await stream.next()
    for (const id of ids) await history.log.amend(id, () => ({ department: 'support' }))
    expect(await stream.next()).toMatchObject({ change: 'HIDDEN', interactionId: ids[1] })
    await stream.close()
  })

  it('has a feed of what it may see, with what is hidden from it', async () => {
    const customer = await history.newCustomer()
    const feed = liveEvents(await history.subscribe(feedSubscription, {}, agentOf('feed-sales')))
    await feed.next()
    await history.record(customer, { department: 'feed-support' })
    const own = await history.record(customer, { department: 'feed-sales' })
    const [recorded] = await feed.takeUntil(({ interaction: each }) => each?.id === own)
    expect(recorded).toMatchObject({ change: 'RECORDED', interaction: { id: own } })
    await history.log.amend(own, () => ({ department: 'feed-support' }))
    expect(await feed.next()).toMatchObject({
      __typename: 'FeedInteractionHidden',
      change: 'HIDDEN',
      interactionId: own,
      interaction: null,
    })
    await feed.close()
  })
})

describe('a caller without notes:read', () => {
  it('is notified when an interaction becomes INTERNAL', async () => {
    const customer = await history.newCustomer()
    const id = await history.record(customer)
    const note = await history.record(customer, { kind: 'NOTE', visibility: 'INTERNAL' })
    const stream = await followCustomer(history, customer, {}, asPartner)
    await stream.next()
    await history.log.amend(note, () => ({ department: 'support' }))
    await history.log.amend(id, () => ({ visibility: 'INTERNAL' }))
    expect(await stream.next()).toMatchObject({ change: 'HIDDEN', interactionId: id })
    await stream.close()
  })
})

describe('a caller that may see some customers', () => {
  it('reads its customers, and others as customers that do not exist', async () => {
    const [own, other] = [await history.newCustomer(), await history.newCustomer()]
    await converse(own, { person: 'ana' })
    await converse(other, { person: 'bia' })
    const [ofOwn, ofOther] = [await history.record(own), await history.record(other)]
    for (const principal of [assignedAgent('ana'), customerSelf(own)]) {
      expect(await interaction(ofOwn, principal)).toEqual({ id: ofOwn, conversation: null })
      expect(await interaction(ofOther, principal)).toBeNull()
      expect((await page(history, [own], {}, principal)).ids).toEqual([ofOwn])
      for (const profileIds of [[other], [own, other], [newId('cus')]])
        expect(await ask(history, profileIds, {}, principal)).toEqual({ data: { _entities: [null] } })
      const { events } = await readChanges(history, own, {}, principal)
      expect(events).toMatchObject([{ change: 'RECORDED', interaction: { id: ofOwn } }])
    }
  })

  it('is refused the changes and streams of others in the words for customers that do not exist', async () => {
    const [own, other, missing] = [await history.newCustomer(), await history.newCustomer(), newId('cus')]
    const { streamCursor } = await page(history, [other])
    for (const principal of [assignedAgent('nobody'), customerSelf(own)]) {
      for (const customerId of [other, missing]) {
        for (const after of [null, streamCursor]) {
          const { data, errors } = await askChanges(history, customerId, { after }, principal)
          expect({ data, errors: errors?.map((error) => [error.message, error.extensions['code']]) }).toEqual(
            {
              data: { changes: null },
              errors: [[`customerId: no customer has the id ${customerId}`, 'NOT_FOUND']],
            },
          )
          await expect(
            history.subscribe(historySubscription, { customerId, after }, principal),
          ).rejects.toMatchObject({
            message: `customerId: no customer has the id ${customerId}`,
            extensions: { code: 'NOT_FOUND' },
          })
        }
      }
    }
  })

  it('sees its customers over all their profiles, also after a merge', async () => {
    const [one, two] = [await history.newCustomer(), await history.newCustomer()]
    await converse(two, { person: 'carla' })
    const [ofOne, ofTwo] = [await history.record(one), await history.record(two)]
    expect(await interaction(ofOne, assignedAgent('carla'))).toBeNull()
    await history.merge(one, two)
    for (const principal of [assignedAgent('carla'), customerSelf(two), customerSelf(one)]) {
      expect(await interaction(ofOne, principal)).toMatchObject({ id: ofOne })
      expect((await page(history, [one, two], {}, principal)).ids).toEqual(
        expect.arrayContaining([ofOne, ofTwo]),
      )
    }
  })

  it('has a stream that ends with HistoryAccessLost when it loses the customer', async () => {
    const customer = await history.newCustomer()
    const conversationId = await converse(customer, { person: 'dora' })
    const stream = await followCustomer(history, customer, {}, assignedAgent('dora'))
    await stream.next()
    const seen = await history.record(customer)
    const last = await stream.next()
    expect(last).toMatchObject({ change: 'RECORDED', interaction: { id: seen } })
    await unassign(conversationId)
    const unseen = await history.record(customer)
    expect(await stream.next()).toMatchObject({
      __typename: 'HistoryAccessLost',
      change: 'ACCESS_LOST',
      cursor: last.cursor,
      interaction: null,
      customer: null,
    })
    await expect(stream.next()).rejects.toThrow('the subscription has ended')
    const { errors } = await askChanges(history, customer, { after: last.cursor }, assignedAgent('dora'))
    expect(errors?.[0]?.extensions['code']).toBe('NOT_FOUND')
    await converse(customer, { person: 'dora' })
    const { events } = await readChanges(history, customer, { after: last.cursor }, assignedAgent('dora'))
    expect(events).toMatchObject([{ change: 'RECORDED', interaction: { id: unseen } }])
  })

  it('loses a customer of whom an unmerge leaves nothing that is its own', async () => {
    const [kept, left] = [await history.newCustomer(), await history.newCustomer()]
    await converse(left, { person: 'eva' })
    await history.merge(kept, left)
    const stream = await followCustomer(history, kept, {}, assignedAgent('eva'))
    await stream.next()
    await history.unmerge(left)
    await history.record(kept)
    expect(await stream.next()).toMatchObject({ change: 'ACCESS_LOST' })
    await stream.close()
  })

  it('gets nothing of a separated profile by a cursor from before the separation', async () => {
    const [own, other] = [await history.newCustomer(), await history.newCustomer()]
    const [ofOwn, ofOther] = [await history.record(own), await history.record(other)]
    await history.merge(own, other)
    const { cursor } = await readChanges(history, own, {}, customerSelf(own))
    await history.log.amend(ofOwn, () => ({ summary: 'edited' }))
    await history.log.amend(ofOther, () => ({ summary: 'edited' }))
    await history.unmerge(other)
    const { events } = await readChanges(history, own, { after: cursor }, customerSelf(own))
    const ids = events.flatMap(({ interaction: each }) => (each ? [each.id] : []))
    expect(ids).toContain(ofOwn)
    expect(ids).not.toContain(ofOther)

    const stream = await followCustomer(history, own, { after: cursor }, customerSelf(own))
    const last = await history.record(own)
    const streamed: unknown[] = []
    while (!streamed.includes(last)) streamed.push((await stream.next()).interaction?.id)
    await stream.close()
    expect(streamed).toContain(ofOwn)
    expect(streamed).not.toContain(ofOther)
  })

  it('has no feed', async () => {
    for (const principal of [assignedAgent('ana'), customerSelf(newId('cus'))]) {
      const scopes = [...principal.scopes, 'feed:read']
      await expect(history.subscribe(feedSubscription, {}, { ...principal, scopes })).rejects.toMatchObject({
        extensions: { code: 'FORBIDDEN' },
      })
    }
  })
})

describe('a caller that may see everything', () => {
  it('costs no further command', async () => {
    const customer = await history.newCustomer()
    const id = await history.record(customer, { conversationId: await converse(customer) })
    const commands: string[] = []
    history.connection.getClient().on('commandStarted', ({ commandName, command }) => {
      commands.push(`${commandName} ${String(Reflect.get(command, commandName))}`)
    })
    await interaction(id, asAgent)
    await ask(history, [customer])
    const seen = commands.splice(0)
    await interaction(id, customerSelf(customer))
    const ofCustomer = commands.splice(0)
    history.connection.getClient().removeAllListeners('commandStarted')
    expect(seen.filter((command) => command.startsWith('find') || command.startsWith('aggregate'))).toEqual([
      'find interactions',
      'aggregate interactions',
    ])
    expect(ofCustomer.filter((command) => command.endsWith('conversations'))).toEqual(['find conversations'])
  })
})
