import { GraphQLError } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { feedCursor } from '../../../../../subgraphs/history/feed/feedCursor.ts'
import { groupCursor } from '../../../../../subgraphs/history/feed/group/groupCursor.ts'
import { feedSubscription, liveEvents } from '../../support/liveEvents.ts'
import { asAgent, asPartner, type History, startHistory } from '../../support/startHistory.ts'
import { acknowledge, makeEarlier, openMember, summaryOf } from './openMember.ts'

let history: History

beforeAll(async () => {
  history = await startHistory('group')
})
afterAll(() => history.stop())

const recorded = (id: string, replayed = false) => ({ change: 'RECORDED', id, revision: 1, replayed })

const deletion =
  'mutation ($group: String!) { deleteFeedGroup(input: { group: $group }) { group userErrors { code message field } } }'

/** A filter for the interactions of one test alone. */
const only = (department: string) => ({ filter: { departments: [department] } })

describe('a member of a consumer group', () => {
  it('is given each interaction once, in the order of recording, when it acknowledges', async () => {
    const customerId = await history.newCustomer()
    const given = { group: 'once', member: 'a', ...only('once') }
    const member = await openMember(history, given)
    expect(member.position).toMatchObject({ change: 'POSITION', interaction: null, replayed: false })
    const ids = [
      await history.record(customerId, { department: 'once' }),
      await history.record(customerId, { department: 'once' }),
    ]
    const events = await member.take(2)
    expect(events.map(summaryOf)).toEqual(ids.map((id) => recorded(id)))
    const [, second] = events
    expect(second && (await member.acknowledge(second))).toEqual({ cursor: second?.cursor, userErrors: [] })
    await member.close()
    const again = await openMember(history, given)
    const third = await history.record(customerId, { department: 'once' })
    expect(summaryOf(await again.next())).toEqual(recorded(third))
    await again.close()
  })

  it('is given what a member that left had not acknowledged, in order and marked as replayed', async () => {
    const customerId = await history.newCustomer()
    const group = { group: 'left', ...only('left') }
    const first = await openMember(history, { ...group, member: 'a' })
    const ids: string[] = []
    for (let count = 0; count < 3; count += 1)
      ids.push(await history.record(customerId, { department: 'left' }))
    const events = await first.take(3)
    if (events[0]) await first.acknowledge(events[0])
    const second = await openMember(history, { ...group, member: 'b' })
    ids.push(await history.record(customerId, { department: 'left' }))
    await first.close()
    expect((await second.take(3)).map(summaryOf)).toEqual([
      recorded(ids[1] ?? '', true),
      recorded(ids[2] ?? '', true),
      recorded(ids[3] ?? ''),
    ])
    await second.close()
  })

  it('is given nothing of a customer that another member has something of', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const group = { group: 'busy', ...only('busy') }
    const first = await openMember(history, { ...group, member: 'a' })
    const begun = await history.record(one, { department: 'busy' })
    const [event] = await first.take(1)
    expect(event && summaryOf(event)).toEqual(recorded(begun))
    // The first member takes no more: nothing asks for its next event.
    const second = await openMember(history, { ...group, member: 'b' })
    const waiting = await history.record(one, { department: 'busy' })
    const free = await history.record(other, { department: 'busy' })
    expect(summaryOf(await second.next())).toEqual(recorded(free))
    if (event) await first.acknowledge(event)
    expect(summaryOf(await second.next())).toEqual(recorded(waiting))
    await first.close()
    await second.close()
  })

  it('is given what came before a merge of each of the customers before what came after it', async () => {
    const [one, other] = [await history.newCustomer(), await history.newCustomer()]
    const group = { group: 'merge', filter: { kinds: ['MESSAGE'], departments: ['merge'] } }
    const first = await openMember(history, { ...group, member: 'a' })
    const before = await history.record(other, { department: 'merge' })
    const [event] = await first.take(1)
    expect(event && summaryOf(event)).toEqual(recorded(before))
    const second = await openMember(history, { ...group, member: 'b' })
    await history.merge(one, other)
    const after = await history.record(one, { department: 'merge' })
    const free = await history.record(await history.newCustomer(), { department: 'merge' })
    expect(summaryOf(await second.next())).toEqual(recorded(free))
    if (event) await first.acknowledge(event)
    expect(summaryOf(await second.next())).toEqual(recorded(after))
    await first.close()
    await second.close()
  })

  it('ends when a later subscription has its name, and can acknowledge nothing more', async () => {
    const customerId = await history.newCustomer()
    const given = { group: 'replaced', member: 'a', ...only('replaced') }
    const older = await openMember(history, given)
    const id = await history.record(customerId, { department: 'replaced' })
    const event = await older.next()
    const newer = await openMember(history, given)
    await expect(older.next()).rejects.toMatchObject({
      message:
        'member: expected one subscription with the name "a" in the group "replaced", got a later one, which takes its place',
      extensions: { code: 'CONFLICT' },
    })
    expect(await older.acknowledge(event)).toEqual({
      cursor: null,
      userErrors: [
        {
          code: 'CONFLICT',
          field: ['cursor'],
          message:
            'cursor: expected a cursor of the present subscription of "a", got one of a subscription that has ended, or of another member; what it was given is given again',
        },
      ],
    })
    expect(summaryOf(await newer.next())).toEqual(recorded(id, true))
    await newer.close()
  })

  it('acknowledges nothing by the cursor of another member, or by one that it was not given yet', async () => {
    const group = { group: 'fence', ...only('fence') }
    const first = await openMember(history, { ...group, member: 'a' })
    const id = await history.record(await history.newCustomer(), { department: 'fence' })
    const event = await first.next()
    const second = await openMember(history, { ...group, member: 'b' })
    const conflict = { cursor: null, userErrors: [{ code: 'CONFLICT', field: ['cursor'] }] }
    expect(await second.acknowledge(event)).toMatchObject(conflict)
    const given = groupCursor.decode(event.cursor, 'cursor')
    const next = groupCursor.encode({ ...given, place: given.place + 1 })
    expect(await first.acknowledge({ cursor: next })).toMatchObject(conflict)
    await first.close()
    expect(summaryOf(await second.next())).toEqual(recorded(id, true))
    await second.close()
  })

  it('loses what it has when its lease ends, and is asked to subscribe again', async () => {
    const customerId = await history.newCustomer()
    const group = { group: 'lease', ...only('lease') }
    const first = await openMember(history, { ...group, member: 'lease-a' })
    const id = await history.record(customerId, { department: 'lease' })
    const event = await first.next()
    const second = await openMember(history, { ...group, member: 'lease-b' })
    const ended = expect(first.next()).rejects.toMatchObject({
      message: 'the lease of this member has ended; subscribe again to continue',
      extensions: { code: 'UNAVAILABLE', retryable: true },
    })
    // As if its process had been paused; it may renew the lease before another member sees that it has ended.
    const taken = second.next()
    let isTaken = false
    void taken.then(() => (isTaken = true))
    while (!isTaken) {
      await makeEarlier(history, 'lease-a', 'until', 3_600)
    }
    expect(summaryOf(await taken)).toEqual(recorded(id, true))
    await ended
    expect(await first.acknowledge(event)).toMatchObject({ userErrors: [{ code: 'CONFLICT' }] })
    await second.close()
  })

  it('ends when it acknowledges nothing in time, and others get what it had', async () => {
    const customerId = await history.newCustomer()
    const group = { group: 'stalled', ...only('stalled') }
    const first = await openMember(history, { ...group, member: 'stalled-a' })
    const id = await history.record(customerId, { department: 'stalled' })
    expect(summaryOf(await first.next())).toEqual(recorded(id))
    const second = await openMember(history, { ...group, member: 'stalled-b' })
    const ended = expect(first.next()).rejects.toMatchObject({
      message:
        'member: expected an acknowledgement of "stalled-a" within 60 s, got none; what it was given goes to others. Subscribe again to continue',
      extensions: { code: 'CONFLICT' },
    })
    await makeEarlier(history, 'stalled-a', 'progressAt', 61)
    expect(summaryOf(await second.next())).toEqual(recorded(id, true))
    await ended
    await second.close()
  })

  it('is given an amended interaction once when it was not given before, and again when it was', async () => {
    const customerId = await history.newCustomer()
    const given = { group: 'amend', member: 'a', ...only('amend') }
    await (await openMember(history, given)).close()
    const id = await history.record(customerId, { department: 'amend' })
    await history.log.amend(id, () => ({ summary: 'edited' }))
    const member = await openMember(history, given)
    expect(summaryOf(await member.next())).toEqual({ ...recorded(id), revision: 2 })
    await history.log.amend(id, () => ({ summary: 'edited again' }))
    expect(summaryOf(await member.next())).toEqual({ ...recorded(id), change: 'AMENDED', revision: 3 })
    await member.close()
  })

  it('is shown no interaction that its caller may not read, also when it became so while it waited', async () => {
    const customerId = await history.newCustomer()
    const reader = { ...asPartner, scopes: [...asPartner.scopes, 'feed:read'] }
    const given = { group: 'hidden', member: 'a', ...only('hidden') }
    const member = await openMember(history, given, reader)
    await history.record(customerId, { department: 'hidden', visibility: 'INTERNAL' })
    const first = await history.record(customerId, { department: 'hidden' })
    expect(summaryOf(await member.next())).toEqual(recorded(first))
    await history.log.amend(first, () => ({ visibility: 'INTERNAL' }))
    expect(await member.next()).toMatchObject({ change: 'HIDDEN', interaction: null, interactionId: first })
    await member.close()
  })
})

describe('a consumer group', () => {
  it('begins where its first member said, and keeps its place while nobody is connected', async () => {
    const customerId = await history.newCustomer()
    const feed = liveEvents(await history.subscribe(feedSubscription, only('place')))
    const begin = (await feed.next()).cursor
    await feed.close()
    const ids = [await history.record(customerId, { department: 'place' })]
    const given = { group: 'place', member: 'a', after: begin, ...only('place') }
    const member = await openMember(history, given)
    const event = await member.next()
    expect(summaryOf(event)).toMatchObject({ id: ids[0] })
    await member.acknowledge(event)
    await member.close()
    ids.push(await history.record(customerId, { department: 'place' }))
    // `after` of a group that exists is ignored; a cursor of the group itself is repeated as the position.
    const again = await openMember(history, { ...given, after: event.cursor })
    expect(again.position.cursor).toBe(event.cursor)
    expect(summaryOf(await again.next())).toEqual(recorded(ids[1] ?? ''))
    await again.close()
  })

  it('belongs to its caller', async () => {
    const given = { group: 'owned', member: 'a', ...only('owned') }
    const mine = await openMember(history, given)
    const other = { ...asAgent, id: 'another-agent' }
    const theirs = await openMember(history, given, other)
    const id = await history.record(await history.newCustomer(), { department: 'owned' })
    const event = await mine.next()
    expect(summaryOf(event)).toEqual(recorded(id))
    expect(summaryOf(await theirs.next())).toEqual(recorded(id))
    expect(await acknowledge(history, { group: 'owned', member: 'a', cursor: event.cursor }, other)).toEqual({
      cursor: null,
      userErrors: [
        {
          code: 'INVALID_VALUE',
          field: ['cursor'],
          message: 'cursor: expected the cursor of an event of the group "owned", got another one',
        },
      ],
    })
    expect(await groupsOf(other)).toEqual(['owned'])
    const stranger = { ...asAgent, id: 'stranger' }
    expect((await history.ask(deletion, { group: 'owned' }, stranger)).data).toMatchObject({
      deleteFeedGroup: { group: null, userErrors: [{ code: 'NOT_FOUND' }] },
    })
    expect(await groupsOf(other)).toEqual(['owned'])
    expect(await mine.acknowledge(event)).toMatchObject({ userErrors: [] })
    await mine.close()
    await theirs.close()
  })

  it('refuses another filter, other rights, a name that is too long and half of the names', async () => {
    const given = { group: 'refuse', member: 'a', ...only('refuse') }
    const member = await openMember(history, given)
    const refused = async (other: Record<string, unknown>, principal = asAgent) => {
      const error: unknown = await openMember(history, { ...given, ...other }, principal).then(
        () => null,
        (reason: unknown) => reason,
      )
      if (!(error instanceof GraphQLError)) throw new Error('expected a refusal')
      return { code: error.extensions['code'], message: error.message }
    }
    expect(await refused({ filter: {} })).toEqual({
      code: 'CONFLICT',
      message: 'filter: expected the filter with which the group "refuse" was made, got another one',
    })
    expect(await refused({ member: 'b' }, { ...asAgent, scopes: ['feed:read', 'customers:read'] })).toEqual({
      code: 'CONFLICT',
      message:
        'group: expected the same scopes and rows as those of the connected members of "refuse", got others',
    })
    expect(await refused({ member: 'é'.repeat(101) })).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'member: expected at most 100 characters, got 101',
    })
    expect(await refused({ group: '' })).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'group: expected a value, got a blank one',
    })
    expect(await refused({ member: undefined })).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'group, member: expected both or neither, got only group',
    })
    const assigned = { departments: null, customers: { which: 'ASSIGNED', actorId: '3' } } as const
    expect(await refused({ member: 'c' }, { ...asAgent, rows: assigned })).toMatchObject({
      code: 'FORBIDDEN',
    })
    await member.close()
  })

  it('takes no cursor of another kind, and the feed takes none of a group', async () => {
    const member = await openMember(history, { group: 'kinds', member: 'a', ...only('kinds') })
    const cursor = feedCursor.encode({ at: 1 })
    expect(await member.acknowledge({ cursor })).toMatchObject({ userErrors: [{ code: 'INVALID_VALUE' }] })
    const after = member.position.cursor
    await expect(history.subscribe(feedSubscription, { after })).rejects.toMatchObject({
      extensions: { code: 'INVALID_CURSOR' },
    })
    await expect(openMember(history, { group: 'kinds-new', member: 'a', after })).rejects.toMatchObject({
      extensions: { code: 'INVALID_CURSOR' },
    })
    await member.close()
  })

  it('shows what waits, and ends the subscriptions of its members when it is deleted', async () => {
    const principal = { ...asAgent, id: 'operator' }
    const given = { group: 'shown', member: 'a', ...only('shown') }
    const member = await openMember(history, given, principal)
    await history.record(await history.newCustomer(), { department: 'shown' })
    await member.next()
    const { data } = await history.ask(
      '{ feedGroups { name waiting unacknowledged members { name unacknowledged } } }',
      {},
      principal,
    )
    expect(data).toEqual({
      feedGroups: [
        { name: 'shown', waiting: 0, unacknowledged: 1, members: [{ name: 'a', unacknowledged: 1 }] },
      ],
    })
    expect((await history.ask(deletion, { group: 'shown' }, principal)).data).toEqual({
      deleteFeedGroup: { group: 'shown', userErrors: [] },
    })
    await expect(member.next()).rejects.toMatchObject({
      message: 'group: the group "shown" was deleted',
      extensions: { code: 'CONFLICT' },
    })
    expect((await history.ask(deletion, { group: 'shown' }, principal)).data).toEqual({
      deleteFeedGroup: {
        group: null,
        userErrors: [
          {
            code: 'NOT_FOUND',
            field: ['group'],
            message: 'group: expected the name of a group of yours, got "shown"',
          },
        ],
      },
    })
    expect(await groupsOf(principal)).toEqual([])
  })
})

async function groupsOf(principal: typeof asAgent): Promise<unknown[]> {
  const { data } = await history.ask('{ feedGroups { name } }', {}, principal)
  const groups: unknown = data?.['feedGroups']
  return Array.isArray(groups) ? groups.map(({ name }: { name: string }) => name) : []
}
