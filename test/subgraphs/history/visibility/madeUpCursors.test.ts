import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createCursor } from '../../../../platform/paging/cursor.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { agentOf, customerSelf } from '../../../support/limitedCallers.ts'
import { followCustomer, readLogs } from '../support/followCustomer.ts'
import { askChanges, readChanges } from '../support/pollChanges.ts'
import { type History, startHistory } from '../support/startHistory.ts'

let history: History
let laterMs = 0
let given: Separated

beforeAll(async () => {
  history = await startHistory('made_up_cursors', { clock: () => new Date(Date.now() + laterMs) })
  given = await separated()
})

afterAll(() => history.stop())

const made = createCursor('stream', z.unknown())

/** More than any log of these tests has. */
const beyond = 1_000
/** Longer than what is beyond the record of an unmerge is named. */
const longAfterMs = 120_000

/** Two customers who were one, with what each recorded when, and where the log of the first records the unmerge. */
async function separated() {
  const [own, other] = [await history.newCustomer(), await history.newCustomer()]
  await history.merge(own, other)
  const shared = await history.record(other, { department: 'sales' })
  const unseen = await history.record(other, { department: 'support' })
  const internal = await history.record(other, { visibility: 'INTERNAL' })
  await history.unmerge(other)
  laterMs += longAfterMs
  const foreign = [await history.record(other), await history.record(other, { department: 'sales' })]
  const ofOther = [shared, unseen, internal, ...foreign]
  const [separatedAt, otherSeparatedAt] = [await separationIn(own), await separationIn(other)]
  return { own, other, shared, unseen, internal, foreign, ofOther, separatedAt, otherSeparatedAt }
}

/** The position of the last merge or unmerge in a log. */
async function separationIn(profileId: string): Promise<number> {
  const changes = (await readLogs(history, [profileId])).filter(({ kind }) => kind === 'IDENTITY')
  return Math.max(...changes.map(({ seq }) => seq))
}

type Separated = Awaited<ReturnType<typeof separated>>

/** Every form in which a cursor can name the log of the other customer. */
const forms: { name: string; content: (given: Separated) => object }[] = [
  {
    name: 'logs that left after a page (l)',
    content: ({ own, other, separatedAt }) => ({
      v: 2,
      p: { [own]: separatedAt },
      l: [{ [other]: beyond }, 0],
    }),
  },
  {
    name: 'more of a log that left than the record says (b)',
    content: ({ own, other, separatedAt }) => ({
      ...{ v: 2, p: { [own]: separatedAt }, d: [own, separatedAt, 0], b: { [other]: beyond } },
    }),
  },
  {
    name: 'a joined backlog',
    content: ({ own, other, separatedAt }) => ({
      ...{ v: 2, j: 1, p: { [own]: separatedAt - 1, [other]: [0, beyond, 1] } },
    }),
  },
  {
    name: 'a joined backlog up to the separation',
    content: ({ own, other, separatedAt, otherSeparatedAt }) => ({
      ...{ v: 2, j: 1, p: { [own]: separatedAt - 1, [other]: [0, otherSeparatedAt - 1] } },
    }),
  },
  {
    name: 'a joined backlog beside logs that left',
    content: ({ own, other, separatedAt }) => ({
      ...{ v: 2, j: 1, p: { [own]: separatedAt, [other]: [0, beyond] }, l: [{ [other]: beyond }, 0] },
    }),
  },
]

/** All that a stream and `changes` give after a cursor, up to something that is recorded now. */
async function allAfter(content: object, principal: Principal) {
  const { own } = given
  const after = made.encode(content)
  const stream = await followCustomer(history, own, { after }, principal)
  const last = await history.record(own, { department: 'sales' })
  const events = await stream.takeUntil(({ interaction }) => interaction?.id === last)
  await stream.close()
  const changes = await readChanges(history, own, { after, first: 100 }, principal)
  expect(changes.hasMore).toBe(false)
  const all = [...events, ...changes.events]
  return { text: JSON.stringify(all), shown: all.map(({ interaction }) => interaction?.id) }
}

describe('a made-up cursor', () => {
  it.each(forms)('with $name shows a customer nothing of another one after the separation', async (form) => {
    const { text, shown } = await allAfter(form.content(given), customerSelf(given.own))
    for (const id of given.foreign) expect(text).not.toContain(id)
    expect(text).not.toContain(given.internal)
    for (const id of given.ofOther) expect(shown).not.toContain(id)
    // What both had together may be named: it has left.
    expect(text).toContain(given.shared)
  })

  it.each(forms)('with $name shows an agent nothing of another department', async (form) => {
    const { text } = await allAfter(form.content(given), agentOf('sales'))
    expect(text).not.toContain(given.unseen)
    expect(text).toContain(given.shared)
  })

  it('with logs that left names none that was never of the customer', async () => {
    const { own, separatedAt } = given
    const stranger = await history.newCustomer()
    const id = await history.record(stranger)
    const left = { v: 2, p: { [own]: separatedAt }, l: [{ [stranger]: beyond }, 0] }
    const { errors } = await askChanges(history, own, { after: made.encode(left) }, customerSelf(own))
    expect(errors?.[0]?.extensions['code']).toBe('INVALID_CURSOR')
    const record = { v: 2, p: { [own]: separatedAt }, d: [own, separatedAt, 0], b: { [stranger]: beyond } }
    expect((await allAfter(record, customerSelf(own))).text).not.toContain(id)
  })
})
