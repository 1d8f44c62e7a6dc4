import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Interaction } from '../../../../../interactions/interaction.ts'
import { createClaimStore } from '../../../../../subgraphs/history/feed/group/claimStore.ts'
import { createDispatchStore } from '../../../../../subgraphs/history/feed/group/dispatch/dispatchStore.ts'
import { createGroupStore } from '../../../../../subgraphs/history/feed/group/groupStore.ts'
import { createMembershipStore } from '../../../../../subgraphs/history/feed/group/membershipStore.ts'
import { newMessage } from '../../../../interactions/log/newMessage.ts'
import { type History, startHistory } from '../../support/startHistory.ts'

/*
 * What a process does that was paused, or has lost an answer of the database, cannot be brought about from outside at
 * the right moment. So here the stores are asked.
 */
let history: History
beforeAll(async () => {
  history = await startHistory('group_fences')
})
afterAll(() => history.stop())

const rights = 'rights'

/** A group with two sessions and what they write. */
async function newGroup(name: string) {
  const { connection } = history
  const groups = createGroupStore(connection)
  await groups.create({ keyScope: 'BOT:iris', name, filter: '', rights, cursor: 'begin' })
  const group = (await groups.find('BOT:iris', name))?.id ?? ''
  const memberships = createMembershipStore(connection)
  async function join(member: string): Promise<string> {
    const joined = await memberships.join({ group, member, rights })
    if (typeof joined === 'string') throw new Error(joined)
    return joined.session
  }
  return {
    ...{
      group,
      memberships,
      dispatches: createDispatchStore(connection),
      claims: createClaimStore(connection),
    },
    ...{ first: await join('a'), second: await join('b') },
    /** As if the lease of the dispatcher had ended. */
    endDispatcherLease: () =>
      connection
        .collection<{ _id: string }>('feedGroups')
        .updateOne({ _id: group }, { $set: { 'dispatcher.until': new Date(0) } }),
  }
}

async function newInteraction(): Promise<Interaction> {
  const { interaction } = await history.log.record(newMessage(await history.newCustomer()))
  return interaction
}

const dispatched = (interaction: Interaction, cursor: string) => ({
  ...{ entries: [{ change: 'RECORDED' as const, interaction }], cursor },
  customers: new Map([
    [interaction.profileId, { customerId: interaction.profileId, profileIds: [interaction.profileId] }],
  ]),
})
const decide = () => 'INTERACTION' as const

describe('the dispatcher of a consumer group', () => {
  it('adds nothing and keeps the place of the group when it has lost its lease', async () => {
    const { group, dispatches, claims, first, second, endDispatcherLease } = await newGroup('dispatcher')
    expect(await dispatches.leadDispatch(group, first)).toBe('begin')
    expect(await dispatches.leadDispatch(group, second)).toBe(null)
    await endDispatcherLease()
    expect(await dispatches.leadDispatch(group, second)).toBe('begin')
    expect(await dispatches.leadDispatch(group, first)).toBe(null)
    const [late, onTime] = [await newInteraction(), await newInteraction()]
    expect(await dispatches.dispatch(group, first, dispatched(late, 'late'))).toBe(false)
    expect(await dispatches.leadDispatch(group, second)).toBe('begin')
    expect(await dispatches.dispatch(group, second, dispatched(onTime, 'on time'))).toBe(true)
    expect(await dispatches.leadDispatch(group, second)).toBe('on time')
    const claimed = await claims.claim({ group, session: first, given: 0, limit: 10, decide })
    expect(claimed?.entries.map(({ interaction, place }) => [interaction.id, place])).toEqual([
      [onTime.id, 1],
    ])
  })

  it('adds an entry once when the feed gives it again', async () => {
    const { group, dispatches, claims, first } = await newGroup('again')
    await dispatches.leadDispatch(group, first)
    const interaction = await newInteraction()
    expect(await dispatches.dispatch(group, first, dispatched(interaction, 'one'))).toBe(true)
    expect(await dispatches.dispatch(group, first, dispatched(interaction, 'two'))).toBe(true)
    const claimed = await claims.claim({ group, session: first, given: 0, limit: 10, decide })
    expect(claimed?.entries).toHaveLength(1)
    expect(await dispatches.dispatch(group, first, dispatched(interaction, 'three'))).toBe(true)
    expect(await claims.claim({ group, session: first, given: 1, limit: 10, decide })).toEqual({
      entries: [],
      isEmpty: true,
    })
  })
})

describe('a session of a consumer group', () => {
  it('is given nothing more when the answer to a claim was lost, and leaves what it was given to others', async () => {
    const { group, memberships, dispatches, claims, first, second } = await newGroup('claim')
    await dispatches.leadDispatch(group, first)
    const [lost, following] = [await newInteraction(), await newInteraction()]
    await dispatches.dispatch(group, first, dispatched(lost, 'one'))
    // Its answer does not arrive.
    await claims.claim({ group, session: first, given: 0, limit: 10, decide })
    await dispatches.dispatch(group, first, dispatched(following, 'two'))
    expect(await claims.claim({ group, session: first, given: 0, limit: 10, decide })).toBe(null)
    await memberships.leave(group, first)
    const claimed = await claims.claim({ group, session: second, given: 0, limit: 10, decide })
    expect(claimed?.entries.map(({ interaction, isRepeated }) => [interaction.id, isRepeated])).toEqual([
      [lost.id, true],
      [following.id, false],
    ])
  })

  it('is given nothing and acknowledges nothing after its end', async () => {
    const { group, memberships, dispatches, claims, first, second } = await newGroup('ended')
    await dispatches.leadDispatch(group, first)
    await dispatches.dispatch(group, first, dispatched(await newInteraction(), 'one'))
    await claims.claim({ group, session: first, given: 0, limit: 10, decide })
    await memberships.leave(group, first)
    expect(await claims.claim({ group, session: first, given: 1, limit: 10, decide })).toBe(null)
    expect(await memberships.acknowledge({ group, member: 'a', session: first, place: 1 })).toBe(false)
    const claimed = await claims.claim({ group, session: second, given: 0, limit: 10, decide })
    expect(claimed?.entries).toHaveLength(1)
  })
})
